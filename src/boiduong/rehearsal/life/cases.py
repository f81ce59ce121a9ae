"""Tình huống giả định — invented cases from commune practice for rehearsals; nothing here is a real event."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    """Một tình huống — what is asked, what was discussed, what it came to."""

    field: str
    title: str
    context: str
    question: str
    options: str
    view: str
    conclusion: str
    basis: str
    body: str


CASES: tuple[Case, ...] = (
    Case(
        "procedures",
        "Hồ sơ nhận trước ngày sắp xếp nay không rõ nơi trả kết quả",
        "Người dân nộp hồ sơ ở đơn vị cũ, giấy hẹn ghi tên cơ quan đã kết thúc hoạt động.",
        "Xã mới có nhận và trả kết quả thay cho đơn vị cũ không?",
        "Nhận lại toàn bộ hồ sơ; hoặc chuyển về cơ quan kế thừa nhiệm vụ.",
        "Không yêu cầu người dân nộp lại giấy tờ đã có.",
        "Đơn vị kế thừa nhiệm vụ nhận bàn giao, trả kết quả đúng hẹn và báo cho người dân nơi nhận.",
        "Nguyên tắc kế thừa nhiệm vụ khi sắp xếp đơn vị hành chính (căn cứ giả định)",
        "Sở Nội vụ",
    ),
    Case(
        "organization",
        "Một phòng có ba người từ ba xã cũ, chưa có phân công",
        "Sau khi hợp nhất, phòng chuyên môn làm theo thói quen cũ, việc bị bỏ sót.",
        "Đảng ủy xã chỉ đạo phân công thế nào để không chồng chéo?",
        "Phân công theo lĩnh vực; theo địa bàn; hoặc kết hợp.",
        "Phân theo lĩnh vực trước, địa bàn sau; công khai bảng phân công.",
        "Ban Thường vụ Đảng ủy thống nhất quy chế làm việc, Chủ tịch UBND xã ban hành bảng phân công.",
        "Quy chế làm việc mẫu của cấp xã (căn cứ giả định)",
        "Ban Tổ chức cấp ủy cấp trên",
    ),
    Case(
        "land",
        "Bản đồ địa chính của hai xã cũ lệch ranh",
        "Hai tờ bản đồ chồng lên nhau một dải đất đang có người canh tác.",
        "Xã mới giải quyết đơn của hai bên theo bản đồ nào?",
        "Theo hồ sơ cấp giấy; đo đạc lại; hòa giải tại chỗ.",
        "Hòa giải trước, chưa cấp mới giấy tờ nào trong phần chồng lấn.",
        "Lập biên bản hiện trạng, hòa giải ở xã, đề nghị cơ quan quản lý đất đai đo đạc lại.",
        "Quy định về hòa giải tranh chấp đất đai ở cơ sở (căn cứ giả định)",
        "Sở Nông nghiệp và Môi trường",
    ),
    Case(
        "staff",
        "Cán bộ dôi dư chưa rõ chế độ",
        "Người hoạt động không chuyên trách của xã cũ hỏi ngày thôi việc và trợ cấp.",
        "Đảng ủy trả lời và giữ ổn định tư tưởng thế nào?",
        "Đối thoại chung; gặp riêng từng người; niêm yết quy định.",
        "Gặp từng người, nói rõ điều đã có quy định và điều còn chờ.",
        "Tổ chức gặp gỡ, lập danh sách, báo cáo cơ quan nội vụ về trường hợp vướng.",
        "Chính sách với người chịu tác động của việc sắp xếp (căn cứ giả định)",
        "Sở Nội vụ",
    ),
    Case(
        "assets",
        "Trụ sở xã cũ bỏ trống, xuống cấp",
        "Xã mới dùng một trụ sở, hai trụ sở còn lại không ai trông coi.",
        "Được cho mượn làm nhà văn hóa hay phải chờ phương án của tỉnh?",
        "Giao quản lý tạm; đề nghị chuyển công năng.",
        "Giữ gìn trước, chưa giao cho ai sử dụng lâu dài.",
        "Phân công người trông coi, kiểm kê, đề nghị phương án xử lý tài sản công.",
        "Quy định về sắp xếp, xử lý nhà đất công (căn cứ giả định)",
        "Sở Tài chính",
    ),
    Case(
        "finance",
        "Kinh phí hoạt động đầu năm chia theo ba xã cũ",
        "Dự toán giao cho các xã cũ chưa được gộp, khó chi cho việc chung.",
        "Điều hành ngân sách thế nào trước khi điều chỉnh dự toán?",
        "Chi theo nguồn cũ; xin điều chỉnh sớm.",
        "Ưu tiên lương và an sinh, việc chung chờ điều chỉnh.",
        "Báo cáo HĐND xã điều chỉnh dự toán ở kỳ họp gần nhất, chi thường xuyên theo nguồn đã giao.",
        "Quy định về điều chỉnh dự toán ngân sách xã (căn cứ giả định)",
        "Sở Tài chính",
    ),
    Case(
        "digital",
        "Chữ ký số cấp cho tên xã cũ",
        "Văn bản điện tử của xã mới bị trả lại vì tên tổ chức trong chứng thư số không khớp.",
        "Trong lúc chờ cấp lại, xã gửi văn bản bằng cách nào?",
        "Gửi bản giấy; dùng tạm tài khoản của cấp trên.",
        "Không dùng chứng thư của người khác.",
        "Gửi bản giấy có dấu, đồng thời đề nghị cấp lại chứng thư số trong ngày.",
        "Quy định về chữ ký số chuyên dùng (căn cứ giả định)",
        "Sở Khoa học và Công nghệ",
    ),
    Case(
        "party",
        "Chi bộ ghép có đảng viên ở hai thôn xa nhau",
        "Sau khi ghép, buổi sinh hoạt vắng vì đường xa.",
        "Sinh hoạt chi bộ thế nào để đủ số đảng viên?",
        "Luân phiên địa điểm; tách tổ đảng.",
        "Tách tổ đảng, giữ sinh hoạt chi bộ hằng tháng.",
        "Đảng ủy cho lập tổ đảng theo thôn, chi bộ họp luân phiên địa điểm.",
        "Hướng dẫn về sinh hoạt chi bộ (căn cứ giả định)",
        "Ban Tổ chức cấp ủy cấp trên",
    ),
)
