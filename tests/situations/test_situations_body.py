"""The body that is asked answers here: its clerk reads the question and writes back; the office takes it over."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from boiduong.course.delivery.situations import queries, services
from boiduong.course.delivery.situations.models import BodyReply, Situation
from boiduong.course.delivery.situations.rules import SecretContent
from boiduong.course.delivery.situations.services import Question
from boiduong.foundation.audit.models import AuditEvent
from boiduong.foundation.organizations.queries import name_on
from boiduong.refusals import NotAllowed
from boiduong.states import Forbidden
from boiduong.web.registry import waiting_for
from world import World, build_world

pytestmark = pytest.mark.django_db
DUE = date(2025, 9, 30)
SAID = {"text": "Lập hồ sơ theo mẫu 04.", "legal_basis": "Luật Đất đai, Điều 137"}


@pytest.fixture
def world() -> World:
    return build_world(enrolled=True, class_state="running")


def asked(world: World, at: datetime) -> Situation:
    """A question of a named learner, sent to the body of commune 1."""
    question = Question(
        "Đất xen kẹt", "Cấp giấy ra sao?", "land", person=world.people[1], training_class=world.training_class
    )
    one = services.raise_situations(world.course, [question], by=None, at=at)[0]
    services.triage(one, field="land", by=None, at=at)
    services.discuss(one, options="Hai cách", by=None, at=at)
    body = world.communes[0]
    return services.refer(one, to=body, to_text=name_on(body, at.date()), due_on=DUE, by=None, at=at)


def lines(world: World, who: str, role: str, at: datetime) -> list[str]:
    return [one.title for one in waiting_for([role], user=world.users[who], at=at)]


def signed_in(world: World, who: str) -> Client:
    client = Client()
    client.force_login(world.users[who])
    return client


def test_clerk_of_the_body_replies_and_the_office_takes_it_over(world: World, at: datetime) -> None:
    one, clerk, officer = asked(world, at), world.users["clerk"], world.users["officer"]
    assert any("Đất xen kẹt" in title for title in lines(world, "clerk", "unit_clerk", at))
    assert not any("Đất xen kẹt" in title for title in lines(world, "other_clerk", "unit_clerk", at))
    services.reply(one, **SAID, by=clerk, at=at)
    assert Situation.objects.get().state == "referred", "the office takes it over first"
    assert not any("Đất xen kẹt" in title for title in lines(world, "clerk", "unit_clerk", at))
    late = datetime.combine(DUE + timedelta(days=3), at.time(), tzinfo=at.tzinfo)
    told = [title for title in lines(world, "officer", "training_officer", late) if "Đất xen kẹt" in title]
    assert len(told) == 1, "it has answered: nobody says that it is late"
    services.record_answer(one, conclusion=SAID["text"], legal_basis=SAID["legal_basis"], by=officer, at=at)
    with pytest.raises(Forbidden):
        services.reply(one, **SAID, by=clerk, at=at)
    assert AuditEvent.objects.filter(act="situations.reply", actor_id=clerk.pk).exists()


def test_only_the_clerk_of_the_body_replies_and_says_what_it_rests_on(world: World, at: datetime) -> None:
    one, clerk = asked(world, at), world.users["clerk"]
    for who in ("other_clerk", "officer", "learner", "lecturer", "manager", "stranger"):
        with pytest.raises(NotAllowed):
            services.reply(one, **SAID, by=world.users[who], at=at)
    with pytest.raises(services.ConclusionMissing):
        services.reply(one, text=" ", legal_basis="Luật", by=clerk, at=at)
    with pytest.raises(services.NoBasis):
        services.reply(one, text="Có", legal_basis=" ", by=clerk, at=at)
    with pytest.raises(SecretContent):
        services.reply(one, text="Tài liệu MẬT về quy hoạch cán bộ", legal_basis="Luật", by=clerk, at=at)
    assert not BodyReply.objects.exists()


def test_a_reply_is_never_changed(world: World, at: datetime) -> None:
    made = services.reply(asked(world, at), **SAID, by=world.users["clerk"], at=at)
    for change in (lambda: BodyReply.objects.update(text="khác"), made.delete):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_page_of_the_body_shows_the_question_and_nobody_who_asked(world: World, at: datetime) -> None:
    one, clerk = asked(world, at), signed_in(world, "clerk")
    address = reverse("situations:body", kwargs={"pk": one.pk})
    page = clerk.get(address).content.decode()
    assert "Cấp giấy ra sao?" in page and "Hạn trả lời" in page
    assert world.people[1].full_name not in page
    for who in ("other_clerk", "officer", "learner", "stranger"):
        assert signed_in(world, who).get(address).status_code == 404
    wrong = clerk.post(address, {**SAID, "file": SimpleUploadedFile("a.exe", b"MZ\x00\x00")})
    assert wrong.status_code == 200 and not BodyReply.objects.exists()
    letter = SimpleUploadedFile("Cong van 12.pdf", b"%PDF-1.4\n%%EOF\n")
    done = clerk.post(address, {**SAID, "file": letter}, follow=True).content.decode()
    assert "Trả lời đã đến phòng đào tạo" in done and "Cong van 12.pdf" in done
    assert clerk.get(f"{address[:-2]}999/").status_code == 404


def test_office_reads_the_letter_and_finds_the_answer_filled_in(world: World, at: datetime) -> None:
    one = asked(world, at)
    file = services.take_reply_file(b"%PDF-1.4\n%%EOF\n", name="cv.pdf", at=at)
    made = services.reply(one, **SAID, file=file, by=world.users["clerk"], at=at)
    officer = signed_in(world, "officer")
    where = {"slug": world.course.slug, "pk": one.pk}
    page = officer.get(reverse("situations:situation", kwargs=where)).content.decode()
    assert "Tiếp nhận trả lời" in page and page.count("Lập hồ sơ theo mẫu 04.") == 2
    letter = reverse("situations:reply_file", kwargs={"slug": world.course.slug, "pk": made.pk})
    assert letter in page
    answer = officer.get(letter)
    assert answer.content.startswith(b"%PDF") and "sandbox" in answer["Content-Security-Policy"]
    for who in ("learner", "clerk", "other_clerk", "lecturer", "stranger"):
        assert signed_in(world, who).get(letter).status_code == 404
    learner = signed_in(world, "learner").get(reverse("situations:situation", kwargs=where))
    assert "Lập hồ sơ theo mẫu 04." not in learner.content.decode(), "nothing is answered before the office says so"
    without = services.reply(one, **SAID, by=world.users["clerk"], at=at)
    assert officer.get(letter.replace(f"/{made.pk}/", f"/{without.pk}/")).status_code == 404


def test_asking_again_says_who_has_the_question_and_what_comes_next(world: World, at: datetime) -> None:
    learner = world.users["learner"]
    assert learner.person is not None
    question = Question("Chợ", "Ai quản lý?", "land", person=learner.person, training_class=world.training_class)
    one = services.raise_situations(world.course, [question], by=None, at=at)[0]
    services.triage(one, field="land", by=None, at=at)
    services.discuss(one, options="Hai", by=None, at=at)
    services.answer(one, conclusion="Xã", legal_basis="NĐ 60", by=None, at=at)
    client = signed_in(world, "learner")
    address = reverse("situations:situation", kwargs={"slug": world.course.slug, "pk": one.pk})
    done = client.post(address, {"viec": "ask_again", "ask_again-reason": "Còn phí thì sao?"}, follow=True)
    page = done.content.decode()
    newer = Situation.objects.get(follows=one)
    assert done.redirect_chain[-1][0].endswith(f"/{newer.pk}/")
    assert "Câu hỏi mới đã đến phòng đào tạo của Trường Chính trị tỉnh Thử" in page
    assert "Tiếp theo: phòng đào tạo phân loại" in page


def test_referring_says_who_reads_it(world: World, at: datetime) -> None:
    one, officer = asked(world, at), signed_in(world, "officer")
    Situation.objects.filter(pk=one.pk).update(state="discussed")
    address = reverse("situations:situation", kwargs={"slug": world.course.slug, "pk": one.pk})
    facts = {"viec": "refer", "refer-due_on": "1/1/2099"}
    told = officer.post(address, {**facts, "refer-to_text": "Xã 1"}, follow=True).content.decode()
    assert "1 cán bộ của cơ quan thấy câu hỏi" in told
    Situation.objects.filter(pk=one.pk).update(state="discussed")
    told = officer.post(address, {**facts, "refer-to_text": "Sở Chưa có"}, follow=True).content.decode()
    assert "chưa có tài khoản" in told


def test_sent_again_it_waits_again(world: World, at: datetime) -> None:
    one, units = asked(world, at), {world.communes[0].pk}
    services.reply(one, **SAID, by=world.users["clerk"], at=at)
    assert not queries.asked_of(units).exists()
    Situation.objects.filter(pk=one.pk).update(state="discussed")
    one.refresh_from_db()
    later = at + timedelta(days=5)
    services.refer(one, to=world.communes[0], to_text="Xã 1", due_on=DUE, by=None, at=later)
    assert [s.pk for s in queries.asked_of(units)] == [one.pk]
