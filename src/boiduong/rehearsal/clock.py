"""Đồng hồ chạy thử — every moment of a rehearsal, taken from the calendar of the course file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from boiduong.engines.course_file import CourseFile

USUAL_DAYS_LEFT = 18  # between the end of nominations and the first lesson
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def moment(day: date, hour: int = 8, minute: int = 0) -> datetime:
    """Một lúc trong ngày — Vietnam time."""
    return datetime.combine(day, time(hour, minute), VIETNAM)


@dataclass(frozen=True)
class Clock:
    """Lịch của người làm việc — days before the first lesson and after the last one."""

    first: date
    last: date
    nominations_by: date
    not_before: date | None = None

    def knowing(self, since: date | None) -> Clock:
        """Các đơn vị có từ ngày — nobody is called before the day on which the units that send people exist."""
        if since is None or since > self.nominations_by - timedelta(days=5):
            return self
        return replace(self, not_before=since + timedelta(days=1))

    @classmethod
    def of(cls, course: CourseFile) -> Clock:
        """Từ tệp khóa — nominations close between the call and the opening decision."""
        first, last = course.calendar.start, course.calendar.end
        closes = min(max(course.plan.nominations_by, first - timedelta(days=45)), first - timedelta(days=7))
        return cls(first, last, closes)

    def of_wave(self, first: date | None, last: date | None) -> Clock:
        """Lịch của một đợt — the same days before its own first lesson and after its own last one."""
        return replace(self, first=max(first or self.first, self.first), last=min(last or self.last, self.last))

    def _before(self, days: int) -> date:
        """So many days before the first lesson; fewer in proportion where nominations close late."""
        left = (self.first - self.nominations_by).days
        return self.first - timedelta(days=min(days, days * left // USUAL_DAYS_LEFT))

    @property
    def imported(self) -> datetime:
        """Ghi tệp khóa."""
        return moment(self.first - timedelta(days=150))

    @property
    def planned(self) -> datetime:
        """Duyệt kế hoạch năm."""
        return moment(self.first - timedelta(days=120), 9)

    @property
    def programmed(self) -> datetime:
        """Phê duyệt chương trình."""
        return moment(self.first - timedelta(days=75), 9)

    @property
    def called(self) -> datetime:
        """Chiêu sinh."""
        usual = self.first - timedelta(days=60)
        return moment(max(usual, self.not_before or usual), 9)

    @property
    def nominated(self) -> datetime:
        """Các đơn vị cử — two days before the deadline."""
        return moment(self.nominations_by - timedelta(days=2), 10)

    @property
    def reviewed(self) -> datetime:
        """Xét danh sách cử."""
        return moment(self.nominations_by + timedelta(days=1), 14)

    @property
    def opened(self) -> datetime:
        """Quyết định mở lớp."""
        return moment(self._before(14), 9)

    @property
    def summoned(self) -> datetime:
        """Triệu tập."""
        return moment(self._before(12), 9)

    @property
    def confirmed(self) -> datetime:
        """Học viên xác nhận."""
        return moment(self._before(6), 15)

    @property
    def timetabled(self) -> datetime:
        """Phát hành lịch học."""
        return moment(self._before(10), 16)

    @property
    def marked(self) -> datetime:
        """Chấm bài thu hoạch — three days after the last lesson."""
        return moment(self.last + timedelta(days=3), 9)

    @property
    def recognized(self) -> datetime:
        """Xét và công nhận."""
        return moment(self.last + timedelta(days=7), 9)

    @property
    def certified(self) -> datetime:
        """Cấp chứng chỉ."""
        return moment(self.last + timedelta(days=10), 9)

    @property
    def filed(self) -> datetime:
        """Gửi kết quả về đơn vị."""
        return moment(self.last + timedelta(days=14), 9)

    @property
    def reported(self) -> datetime:
        """Báo cáo tổng kết, đưa tin."""
        return moment(self.last + timedelta(days=15), 9)
