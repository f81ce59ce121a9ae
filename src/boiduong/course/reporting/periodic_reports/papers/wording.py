"""Câu chữ của báo cáo — names of counts, topics, reasons and verdicts, as official papers write them."""

from __future__ import annotations

from boiduong.course.reporting.periodic_reports.queries import Beside
from boiduong.course.reporting.periodic_reports.rules import share
from boiduong.engines.vietnamese import number, percent

COUNTS = {
    "nominated": "Được cử đi học",
    "accepted": "Được duyệt",
    "summoned": "Được triệu tập",
    "confirmed": "Đã xác nhận dự học",
    "opened": "Có tên trong quyết định mở lớp",
    "present": "Dự học ít nhất một buổi (lượt học viên)",
    "graded": "Có kết quả mọi nội dung đánh giá",
    "recognized": "Được công nhận kết quả",
    "certified": "Được cấp chứng chỉ hoặc giấy chứng nhận",
}
STATED = {
    "planned": "theo kế hoạch",
    "capacity": "số chỗ",
    "nominated": "được cử",
    "accepted": "được duyệt",
    "summoned": "được triệu tập",
    "confirmed": "xác nhận dự học",
    "opened": "theo quyết định mở lớp",
    "present": "dự học",
    "graded": "có kết quả đánh giá",
    "recognized": "được công nhận",
    "certified": "được cấp chứng chỉ",
    "awarded": "được khen thưởng",
    "trained_so_far": "đã bồi dưỡng đến nay",
    "not_said": "không nói rõ là số gì",
    "units": "số đơn vị",
    "provinces": "số tỉnh, thành phố",
    "districts": "số huyện",
    "classes": "số lớp",
    "sites": "số điểm cầu",
    "topics": "số chuyên đề",
    "posts": "số chức danh",
}
WORDS = {"exactly": "", "about": "khoảng ", "over": "trên ", "nearly": "gần "}
TOPICS = {
    "lecture": "bài giảng",
    "report": "báo cáo chuyên đề",
    "discussion": "thảo luận",
    "exchange": "trao đổi kinh nghiệm",
    "situations": "xử lý tình huống",
    "exercise": "bài tập thực hành",
    "role_play": "đóng vai",
    "field_study": "nghiên cứu thực tế",
    "site_visit": "tham quan thực tế",
    "placement": "thực tập",
    "range": "bắn đạn thật",
    "study_abroad": "học tập ở nước ngoài",
    "writing": "viết thu hoạch",
    "self_study": "tự nghiên cứu",
    "video": "xem phim tư liệu",
    "orientation": "phổ biến, quán triệt",
    "other": "hoạt động khác",
}
STANDINGS = {
    "internal": "giảng viên của trường",
    "visiting": "giảng viên thỉnh giảng",
    "reporter": "báo cáo viên",
    "technician": "kỹ thuật viên",
}
REASONS = {
    "absent_too_much": "vắng quá số tiết cho phép",
    "item_below": "điểm dưới mức đạt",
    "item_missing": "chưa nộp bài",
    "item_unsettled": "chưa thống nhất điểm",
    "item_not_passed": "nội dung đánh giá không đạt",
    "one_of_missing": "chưa đạt nội dung nào trong các nội dung được chọn",
    "conduct": "vi phạm nội quy, quy chế lớp học",
}
BANDS = {
    "poor": "kém",
    "weak": "yếu",
    "average": "trung bình",
    "fairly good": "khá",
    "good": "tốt",
}


def of_all(part: int, whole: int) -> str:
    """Số và tỷ lệ — "24 (29,3 %)"."""
    return f"{number(part)} ({percent(share(part, whole), 1)})"


def age_band(low: int | None, high: int | None) -> str:
    """Nhóm tuổi — "36-45 tuổi"."""
    if low is None and high is None:
        return "chưa rõ tuổi"
    if low is None:
        return f"từ {high} tuổi trở xuống"
    return f"từ {low} tuổi trở lên" if high is None else f"từ {low} đến {high} tuổi"


def stated_kind(row: Beside) -> str:
    """Nội dung của số đã nêu — what it counts, and of which class where it was said of one."""
    said = STATED.get(row.stated.kind, row.stated.kind)
    return f"{said} ({row.stated.training_class.label})" if row.stated.training_class else said


def stated_number(row: Beside) -> str:
    """Số đã nêu — as the source writes it: "khoảng 30 - 40"."""
    stated = row.stated
    span = number(stated.low) if stated.high is None else f"{number(stated.low)} - {number(stated.high)}"
    return f"{WORDS.get(stated.word, '')}{span}"


def derived_number(row: Beside) -> str:
    """Số tính được — for a kind not said, the counts that it fits."""
    if row.verdict.fits:
        return "; ".join(STATED[kind] for kind in row.verdict.fits)
    return "" if row.verdict.derived is None else number(row.verdict.derived)


def verdict(row: Beside) -> str:
    """Kết luận so — differs is said plainly, both numbers stand in the table."""
    return {
        "equal": "khớp",
        "within": "khớp theo cách nói",
        "fits": "khớp với số tính được ghi bên",
        "differs": "lệch",
    }.get(row.verdict.outcome, "không tính được tại đây")
