"""Một khóa làm bằng tay — from the yearly plan to the personnel file, every act by the person whose work it is.

No script runs in the pages, and the clock of the server is moved from day to day.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from boiduong.course.curriculum.lecturers.models import Lecturer
from boiduong.course.delivery.courses.models import Course
from boiduong.foundation.accounts.rules import Role
from boiduong.foundation.organizations.models import Institution, RuleSet
from boiduong.foundation.organizations.rules import DEFAULT_RULE_SET
from boiduong.foundation.venues.models import Room, Venue
from world import START, make_person, make_unit, make_user

pytestmark = pytest.mark.browser
Opener = Callable[..., Page]
SCHOOL = "Trường Chính trị tỉnh Làm Tay"
TITLE = "Bồi dưỡng lãnh đạo xã làm bằng tay"
DAYS = {
    "before": datetime(2026, 11, 20, 2, 0, tzinfo=UTC),
    "first": datetime(2026, 11, 30, 6, 40, tzinfo=UTC),
    "second": datetime(2026, 12, 1, 0, 40, tzinfo=UTC),
    "after": datetime(2026, 12, 2, 2, 0, tzinfo=UTC),
}


class Office:
    """Cơ quan làm việc — desks of people, each signed in once a day."""

    def __init__(self, sit_down: Opener, patch: pytest.MonkeyPatch) -> None:
        self.sit_down, self.patch = sit_down, patch
        self.desks: dict[str, Page] = {}
        self.in_today: set[str] = set()
        self.course = ""

    def day(self, name: str) -> None:
        """The clock moves on; yesterday's sessions have ended."""
        moment = DAYS[name]
        self.patch.setattr(timezone, "now", lambda: moment)
        self.in_today = set()

    def at(self, who: str, address: str = "", *, phone: bool = False) -> Page:
        """The page of somebody, at an address; `address` without a slash in front is one of the course."""
        if who not in self.in_today:
            self.in_today.add(who)
            seat = self.desks.get(who)
            self.desks[who] = self.sit_down(f"tay_{who}" if who else "", phone=phone, seat=seat)
        page = self.desks[who]
        if address:
            answer = page.goto(address if address.startswith(("/", "http")) else f"/khoa/{self.course}/{address}")
            assert answer is not None and answer.status == 200, address
        return page

    def give_numbers(self, who: str = "records") -> list[str]:
        """Văn thư cho số — every paper that waits at home gets one."""
        given = []
        page = self.at(who, "/")
        waiting = [link.get_attribute("href") or "" for link in page.locator("main a", has_text="Cho số").all()]
        for address in dict.fromkeys(waiting):
            given.append(press(self.at(who, address), "Cho số và ban hành"))
        return given


def press(page: Page, name: str, *, field: str = "") -> str:
    """Press a button by its words, or by its value; return what the page then says first."""
    button = page.locator(f"button[value='{field}']") if field else page.get_by_role("button", name=name)
    button.first.click()
    page.wait_for_load_state()
    return page.locator("main").inner_text()


def fill(page: Page, **said: str) -> None:
    """Fill fields by their names; `__` stands for the dash of a prefix."""
    for name, text in said.items():
        page.locator(f"main [name='{name.replace('__', '-')}']").first.fill(text)


@pytest.fixture
def office(served: object, sit_down: Opener, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """A province with a school, two communes and people of every desk, and nothing else."""
    province = make_unit("tỉnh Làm Tay", kind="province", level="province")
    school = make_unit(SCHOOL, kind="school", level="province", parent=province, line="party")
    communes = [make_unit(f"xã {n}", kind="commune", level="commune", parent=province) for n in ("Tay Một", "Tay Hai")]
    institution = Institution.objects.create(unit=school, code="LT")
    RuleSet.objects.create(institution=institution, starts_on=START, body=DEFAULT_RULE_SET, sha256="0" * 64)
    Room.objects.create(venue=Venue.objects.create(name="Trường", owner=school), name="Hội trường Tay", seats=200)
    for name, person in (("lecturer", "Đặng Thị Một"), ("second", "Hồ Văn Hai")):
        teacher = make_person(person, birth_on=date(1970, 1, 1))
        Lecturer.objects.create(institution=institution, asked_as="person", person=teacher)
        make_user(f"tay_{name}", Role.LECTURER, school, teacher)
    make_user("tay_manager", Role.CLASS_MANAGER, school, make_person("Chủ Nhiệm Tay"))
    make_user("tay_officer", Role.TRAINING_OFFICER, school)
    make_user("tay_authority", Role.MANAGING_AUTHORITY, province)
    make_user("tay_province_records", Role.RECORDS_OFFICER, province)
    make_user("tay_records", Role.RECORDS_OFFICER, school)
    for n, unit in enumerate(communes, 1):
        make_user(f"tay_clerk_{n}", Role.UNIT_CLERK, unit)
    yield Office(sit_down, monkeypatch)


def test_a_course_is_held_by_hand_from_the_plan_to_the_personnel_file(office: Office, tmp_path: Path) -> None:
    office.day("before")
    plan_the_year(office)
    write_the_program(office)
    prepare_the_course(office)
    call_and_nominate(office)
    open_and_summon(office, tmp_path)
    release_the_timetable(office)
    office.day("first")
    hold_a_session(office, 1, late="")
    office.day("second")
    hold_a_session(office, 2, late="3")
    office.day("after")
    end_and_mark(office)
    recognize(office)
    issue_and_check(office)
    file_report_and_close(office)
    assert Course.objects.get(slug=office.course).state == "closed"


def plan_the_year(office: Office) -> None:
    """Kế hoạch năm — written, numbered, approved."""
    officer = office.at("officer", "/ke-hoach-nam/moi/")
    fill(officer, authority="tinh lam tay", year="2026")
    press(officer, "Lập kế hoạch")
    officer.get_by_role("link", name="Thêm dòng").click()
    fill(officer, name=TITLE, classes_planned="1", learners_planned="4", days="2", periods="8", leading=SCHOOL)
    press(officer, "Thêm dòng")
    officer.check("[name=dong]")
    assert "chờ duyệt" in press(officer, "", field="submit")
    press(officer, "Soạn văn bản kế hoạch")
    plan = officer.url
    assert len(office.give_numbers("province_records")) == 1
    authority = office.at("authority", plan)
    authority.check("[name=dong]")
    assert "đã duyệt" in press(authority, "", field="approve")
    officer.goto(plan)
    officer.get_by_role("link", name=TITLE).click()
    officer.get_by_role("link", name="Lập khóa từ dòng này").click()
    fill(officer, starts_on="30/11/2026", ends_on="1/12/2026")
    press(officer, "Lập khóa này")
    office.course = officer.url.rstrip("/").rsplit("/", 1)[1]


def write_the_program(office: Office) -> None:
    """Chương trình — two topics, one paper that two people mark."""
    officer = office.at("officer", "/chuong-trinh/moi/")
    fill(officer, name="Chương trình làm bằng tay")
    press(officer, "Ghi chương trình")
    program = officer.url
    for title in ("Chính quyền hai cấp", "Xử lý tình huống"):
        officer.goto(f"{program}chuyen-de/")
        fill(officer, title=title, periods="4")
        for box in officer.locator("input[name=lecturers]").all():
            box.check()
        press(officer, "Thêm chuyên đề")
    officer.goto(f"{program}danh-gia/")
    fill(officer, title="Bài thu hoạch")
    officer.select_option("[name=markers]", "2")
    press(officer, "Lưu")
    assert "Đã chốt chương trình" in press(officer, "", field="chot")
    office.at("officer", "chuong-trinh/").select_option("[name=default_version]", label="Chương trình làm bằng tay (1)")
    press(officer, "Dùng chương trình này")


def prepare_the_course(office: Office) -> None:
    """Phần việc, đối tượng, lớp — and what is missing is said first."""
    officer = office.at("officer", "phan-viec/")
    assert "Chưa có cơ quan" in officer.locator("main").inner_text()
    officer.select_option("[name=plan]", label="tỉnh Làm Tay")
    assert "Đã giao 17 phần việc" in press(officer, "Giao tất cả")
    fill(office.at("officer", "phan-viec/"), unit="truong chinh tri tinh lam tay")
    officer.select_option("[name=duty]", "coordinate")
    press(officer, "Giao việc")
    fill(office.at("officer", "doi-tuong/"), label="Bí thư, chủ tịch xã")
    press(officer, "Thêm đối tượng này")
    fill(office.at("officer", "lop/"), capacity="30")
    officer.select_option("[name=home_room]", label="Hội trường Tay, Trường")
    press(officer, "Thêm lớp này")
    officer.get_by_role("link", name="Lớp A").first.click()
    fill(officer, n__person="chu nhiem tay")
    press(officer, "Phân công")
    assert "đã chuẩn bị xong" in press(office.at("officer", "./"), "Chuẩn bị xong")


def call_and_nominate(office: Office) -> None:
    """Chiêu sinh, cử, xét — a wrong date is refused in words and nothing typed is lost."""
    officer = office.at("officer", "chieu-sinh/")
    fill(officer, due_on="25/11/2026")
    press(officer, "Đặt hạn")
    fill(office.at("officer", "chieu-sinh/chi-tieu/"), seats="2")
    press(officer, "Đặt chỉ tiêu này")
    press(office.at("officer", "chieu-sinh/"), "Soạn công văn")
    assert len(office.give_numbers()) == 1
    press(office.at("officer", "chieu-sinh/"), "Phát hành chiêu sinh")
    nominate(office, "clerk_1", [("Lê Thị Hoà", "5/3/1972", "female"), ("Trần Văn Đức", "1/9/1970", "male")])
    nominate(office, "clerk_2", [("Ngô Văn Ất", "1/12/1970", "male")])
    officer = office.at("officer", "chieu-sinh/xet/")
    for box in officer.locator("[name=chon]").all():
        box.check()
    assert "Đã nhận 3 người" in press(officer, "", field="nhan")
    press(office.at("officer", "chieu-sinh/"), "Đóng đợt chiêu sinh")


def nominate(office: Office, clerk: str, people: list[tuple[str, str, str]]) -> None:
    """Cử người — by a clerk of a commune, who sees the own unit only."""
    page = office.at(clerk, "/")
    page.locator("main a", has_text="Mở danh sách").first.click()
    roster = page.url
    page.goto(f"{roster}cu/")
    fill(page, moi__full_name="Ngô Văn Ất", moi__birth_on="1/13/1970")
    assert "Không có tháng 13." in press(page, "Thêm người này")
    assert page.locator("[name=moi-full_name]").input_value() == "Ngô Văn Ất"
    for name, born, sex in people:
        page.goto(f"{roster}cu/")
        fill(page, moi__full_name=name, moi__birth_on=born, moi__post_text="Bí thư Đảng ủy")
        page.check(f"[name=moi-sex][value={sex}]")
        press(page, "Thêm người này")
    assert f"Đã gửi danh sách {len(people)} người" in press(page, "Gửi danh sách")


def open_and_summon(office: Office, folder: Path) -> None:
    """Mở lớp, triệu tập — one answers with the code on the paper, the others by telephone."""
    officer = office.at("officer", "mo-lop/chia-lop/")
    press(officer, "Xếp lớp 3 người")
    press(officer, "Soạn quyết định mở lớp")
    assert len(office.give_numbers()) == 1
    press(office.at("officer", "mo-lop/"), "Mở lớp theo")
    officer.locator("main a", has_text="Lớp A").first.click()
    roll = officer.url
    fill(officer, arrive="7:00", contact="Phòng Đào tạo")
    press(officer, "Soạn và trình cho số")
    assert len(office.give_numbers()) == 1
    officer.goto(roll)
    press(officer, "Gửi 3 giấy triệu tập")
    paper = officer.locator("main a.paper-no", has_text="GTT").get_attribute("href")
    assert paper is not None
    (folder / "summons.pdf").write_bytes(officer.request.get(paper).body())
    text = subprocess.run(["pdftotext", "-layout", folder / "summons.pdf", "-"], capture_output=True, check=True).stdout
    codes = re.findall(r"Mã xác nhận: (\w{10})", text.decode())
    assert len(set(codes)) == 3
    learner = office.at("", "/xac-nhan/", phone=True)
    fill(learner, code=codes[0].lower())
    press(learner, "Tra mã")
    assert "đã xác nhận" in press(learner, "Xác nhận tham dự")
    officer.goto(roll)
    for box in officer.locator("[name=chon]").all()[1:]:
        box.check()
    assert "Đã xác nhận 2 người" in press(officer, "", field="xac_nhan")


def release_the_timetable(office: Office) -> None:
    """Lịch học — drafted in order, released, numbered; the course starts."""
    officer = office.at("officer", "lich-hoc/")
    press(officer, "Xếp nháp theo thứ tự")
    press(office.at("officer", "lich-hoc/phat-hanh/"), "Phát hành lịch học")
    assert len(office.give_numbers()) == 1
    assert "đang làm" in press(office.at("officer", "./"), "Bắt đầu khóa")


def hold_a_session(office: Office, number: int, *, late: str) -> None:
    """Buổi học — roll on a phone, closed, the log signed by both."""
    manager = office.at("manager", "/", phone=True)
    manager.locator("main a", has_text="Mở buổi học").first.click()
    session = manager.url
    press(manager, "Mở điểm danh")
    if late:
        last = manager.locator("main fieldset").nth(int(late) - 1)
        last.locator("input[value=late]").check(force=True)
        last.locator("input[name^=phut]").fill("10")
    assert "3 trong 3 người có mặt" in press(manager, "Lưu và khóa sổ")
    for who, side in (("manager", "Ký phần chủ nhiệm"), ("lecturer", "Ký phần giảng viên")):
        fill(office.at(who, session), summary=f"Dạy đủ buổi {number}.")
        press(office.at(who), side)


def end_and_mark(office: Office) -> None:
    """Bài thu hoạch — taken on paper, marked twice, one settled after a wide difference."""
    manager = office.at("manager", "/")
    manager.locator("main a[href$='#acts']").first.click()
    assert "đang đánh giá" in press(manager, "Kết thúc phần học")
    officer = office.at("officer", "bai-thu-hoach/")
    officer.select_option("[name=training_class]", label="Lớp A")
    officer.select_option("[name=item]", label="Bài thu hoạch")
    fill(officer, due_on="3/12/2026")
    press(officer, "Giao bài")
    officer.locator("main a", has_text="Lớp A: Bài thu hoạch").click()
    work = officer.url
    officer.locator("summary", has_text="Nhận bài giấy").click()
    for box in officer.locator("[name=learners]").all():
        box.check()
    officer.locator("form[action$='/nhan/'] button").click()
    for box in officer.locator("[name=markers]").all():
        box.check()
    press(officer, "Phân công chấm")
    for who, marks in (("lecturer", ("9", "7,5", "8")), ("second", ("5", "7", "8"))):
        marker = office.at(who, "/")
        marker.locator("main a[href*='/cham-bai/']").first.click()
        for box, mark in zip(marker.locator("input[name^=diem-]").all(), marks, strict=True):
            box.fill(mark)
        assert "Đã ghi 3 điểm" in press(marker, "Ghi điểm")
    officer.goto(work)
    officer.get_by_role("link", name="Thống nhất một điểm").click()
    fill(officer, value="7")
    officer.locator("[name=reason_0]").first.check()
    press(officer, "Ghi điểm thống nhất")
    officer.goto(work)
    assert "đã thống nhất 3" in press(officer, "Thống nhất điểm 2 bài")
    press(office.at("officer", "bai-thu-hoach/"), "Soạn bảng điểm")
    assert len(office.give_numbers()) == 1


def recognize(office: Office) -> None:
    """Xét công nhận — meeting, minutes, decision; only then papers."""
    officer = office.at("officer", "xet-cong-nhan/")
    officer.get_by_role("link", name="Họp xét").first.click()
    fill(officer, chair="Hiệu trưởng")
    press(officer, "Soạn biên bản")
    assert len(office.give_numbers()) == 1
    press(office.at("officer", "xet-cong-nhan/"), "Soạn quyết định")
    assert len(office.give_numbers()) == 1
    office.at("officer", "xet-cong-nhan/").get_by_role("link", name="Ghi quyết định đã có số").first.click()
    assert "Đã công nhận 3 học viên" in press(officer, "Công nhận 3 học viên")


def issue_and_check(office: Office) -> None:
    """Cấp chứng chỉ — and anybody checks one by the number and the code printed on it."""
    officer = office.at("officer", "chung-chi/loai-moi/")
    officer.select_option("[name=issuer]", label=SCHOOL)
    press(officer, "Thêm loại giấy")
    officer.locator("main a", has_text="Cấp 3 chứng chỉ").first.click()
    assert "Đã cấp 3 tờ" in press(officer, "Cấp 3 chứng chỉ")
    assert "ghi nhầm thì đính chính" in press(officer, "Trao mọi tờ còn chờ")
    assert "Đã trao 3 tờ" in press(officer, "Trao 3 tờ")
    officer.locator("main a", has_text="0001/2026").first.click()
    code = officer.locator("dt:has-text('Mã kiểm tra') + dd").inner_text()
    public = office.at("", "/tra-cuu/", phone=True)
    fill(public, number="0001/2026/CC-LT", code=code)
    public.locator("form:has(input[name=code]) button[type=submit]").click()
    expect(public.locator(".verdict-word.is-good")).to_be_visible()


def file_report_and_close(office: Office) -> None:
    """Hồ sơ, báo cáo, tin, kết thúc — the clerk says that the results are in the file."""
    officer = office.at("officer", "ho-so-can-bo/")
    assert "Đã ghi 3 dòng hồ sơ" in press(officer, "Ghi hồ sơ")
    press(officer, "Gửi kết quả về đơn vị")
    assert len(office.give_numbers()) >= 1
    for n in ("1", "2"):
        clerk = office.at(f"clerk_{n}", "/")
        clerk.locator("main a", has_text="Xem kết quả").first.click()
        clerk.locator("main form[method=post] button[type=submit]").first.click()
    fill(office.at("officer", "bao-cao/"), remarks="Lớp học nghiêm túc.")
    press(officer, "Soạn báo cáo và trình văn thư")
    assert len(office.give_numbers()) == 1
    press(office.at("officer", "bao-cao/"), "Ban hành báo cáo")
    press(office.at("officer", "tin/"), "Soạn tin")
    press(officer, "Đăng tin")
    public = office.at("", "/tin/")
    expect(public.locator("main a", has_text="làm bằng tay").first).to_be_visible()
    officer = office.at("officer", "lop/")
    officer.get_by_role("link", name="Lớp A").first.click()
    press(officer, "Kết thúc lớp")
    press(office.at("officer", "./"), "Kết thúc khóa")
