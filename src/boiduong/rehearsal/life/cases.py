"""Tình huống giả định — invented cases from commune practice for rehearsals; nothing here is a real event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


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


# What came up once units were rearranged and the two-level local government began.
AFTER_REARRANGEMENT: tuple[Case, ...] = (
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

# From the daily work of communes at any time.
ANY_TIME: tuple[Case, ...] = (
    Case(
        "land",
        "Hai hộ tranh chấp lối đi chung",
        "Lối đi có từ lâu, không ghi trong giấy tờ của hộ nào.",
        "Xã hòa giải thế nào khi hai bên đều không có giấy tờ?",
        "Xác minh người ở lâu năm; đo hiện trạng; mời tổ hòa giải.",
        "Mời người am hiểu của thôn cùng dự.",
        "Lập biên bản hiện trạng, hòa giải ở thôn rồi ở xã, ghi rõ phần thống nhất.",
        "Quy định về hòa giải ở cơ sở (căn cứ giả định)",
        "Tòa án có thẩm quyền",
    ),
    Case(
        "party",
        "Nghị quyết của đảng ủy ban hành chậm, chung chung",
        "Nghị quyết chép lại của cấp trên, chi bộ không biết làm gì.",
        "Làm thế nào để nghị quyết ngắn, có việc, có người, có hạn?",
        "Giao một tổ soạn; lấy ý kiến chi bộ trước.",
        "Mỗi việc một người chịu trách nhiệm.",
        "Nghị quyết kèm bảng phân công, kiểm điểm tiến độ hằng quý.",
        "Quy chế làm việc của đảng ủy (căn cứ giả định)",
        "Ban Tổ chức cấp ủy cấp trên",
    ),
    Case(
        "party",
        "Bí thư chi bộ xin nghỉ giữa nhiệm kỳ",
        "Chi bộ ít đảng viên, người còn lại tuổi cao.",
        "Chọn người thay thế thế nào khi nguồn mỏng?",
        "Cử đảng ủy viên về sinh hoạt; ghép tạm.",
        "Chuẩn bị nguồn từ đầu nhiệm kỳ.",
        "Đảng ủy phân công đảng ủy viên phụ trách, bồi dưỡng nguồn tại chỗ trong sáu tháng.",
        "Hướng dẫn về nhân sự chi bộ (căn cứ giả định)",
        "Ban Tổ chức cấp ủy cấp trên",
    ),
    Case(
        "procedures",
        "Đơn thư gửi nhiều nơi cùng một nội dung",
        "Một người gửi đơn đến đảng ủy, ủy ban và hội đồng.",
        "Ai trả lời để không trùng, không sót?",
        "Giao một đầu mối; mỗi nơi trả lời phần mình.",
        "Một sổ đơn chung cho cả xã.",
        "Cơ quan có thẩm quyền trả lời, các nơi khác chuyển đơn và báo cho người gửi.",
        "Quy định về tiếp công dân, xử lý đơn (căn cứ giả định)",
        "Thanh tra cấp trên",
    ),
    Case(
        "finance",
        "Huy động đóng góp làm đường, một số hộ không đồng ý",
        "Phần lớn các hộ đã góp, vài hộ khó khăn.",
        "Vận động thế nào cho đúng nguyên tắc tự nguyện?",
        "Miễn giảm; góp công; giãn thời gian.",
        "Không gắn đóng góp với giải quyết giấy tờ.",
        "Họp dân, công khai thu chi, miễn giảm cho hộ khó khăn theo nghị quyết của thôn.",
        "Quy định về thực hiện dân chủ ở cơ sở (căn cứ giả định)",
        "Mặt trận Tổ quốc cấp trên",
    ),
    Case(
        "organization",
        "Đảng ủy và ủy ban cùng chỉ đạo một việc theo hai hướng",
        "Hai văn bản cách nhau ba ngày, thôn không biết theo văn bản nào.",
        "Phân định thẩm quyền và phối hợp ra sao?",
        "Họp giao ban tuần; một văn bản chung.",
        "Đảng ủy cho chủ trương, ủy ban tổ chức thực hiện.",
        "Sửa quy chế phối hợp, việc lớn bàn ở ban thường vụ trước khi ra văn bản.",
        "Quy chế làm việc mẫu của cấp xã (căn cứ giả định)",
        "Ban Tổ chức cấp ủy cấp trên",
    ),
    Case(
        "other",
        "Đám tang kéo dài, tốn kém theo tục cũ",
        "Quy ước có nhưng không ai nhắc.",
        "Vận động thế nào mà vẫn giữ nét đẹp của phong tục?",
        "Người có uy tín nêu gương; sửa quy ước.",
        "Nói chuyện với dòng họ trước.",
        "Bàn lại quy ước ở từng thôn, đảng viên làm trước, mặt trận theo dõi.",
        "Quy định về hương ước, quy ước (căn cứ giả định)",
        "Mặt trận Tổ quốc cấp trên",
    ),
    Case(
        "other",
        "Mâu thuẫn trên mạng xã hội lan thành tụ tập",
        "Bài đăng sai sự thật về một dự án của xã.",
        "Xã lên tiếng khi nào, ai lên tiếng?",
        "Đăng thông tin chính thức; gặp người đăng.",
        "Nói sớm, nói một lần cho rõ.",
        "Chủ tịch xã công khai hồ sơ dự án trong ngày, công an làm việc với người đăng.",
        "Quy định về phát ngôn và an ninh mạng (căn cứ giả định)",
        "Công an cấp trên",
    ),
    Case(
        "other",
        "Danh sách hộ nghèo bị phản ánh không đúng",
        "Rà soát vội, thôn chấm điểm khác nhau.",
        "Rà soát lại thế nào cho dân tin?",
        "Chấm lại có người ngoài thôn; niêm yết.",
        "Niêm yết cả điểm chứ không chỉ tên.",
        "Lập tổ rà soát chéo, họp dân, niêm yết điểm, nhận phản ánh trong mười ngày.",
        "Quy định về rà soát hộ nghèo (căn cứ giả định)",
        "Cơ quan lao động cấp trên",
    ),
    Case(
        "other",
        "Trại nuôi gần khu dân cư gây mùi",
        "Trại có trước, nhà dân xây sau.",
        "Xử lý thế nào cho cả hai bên?",
        "Di dời có hỗ trợ; cải tạo chuồng; giảm đàn.",
        "Đo mùi, nước thải trước khi kết luận.",
        "Yêu cầu cải tạo trong ba tháng, kiểm tra lại, quá hạn thì lập hồ sơ xử lý.",
        "Quy định về chăn nuôi, bảo vệ môi trường (căn cứ giả định)",
        "Cơ quan môi trường cấp trên",
    ),
    Case(
        "digital",
        "Người cao tuổi không nộp được hồ sơ trực tuyến",
        "Bộ phận một cửa yêu cầu nộp qua mạng.",
        "Hỗ trợ thế nào mà không làm thay sai quy định?",
        "Bàn hướng dẫn; tổ công nghệ của thôn.",
        "Không từ chối hồ sơ giấy khi luật cho phép.",
        "Đặt một bàn hướng dẫn, tổ công nghệ cộng đồng đến nhà theo lịch.",
        "Quy định về dịch vụ công trực tuyến (căn cứ giả định)",
        "Cơ quan chuyển đổi số cấp trên",
    ),
    Case(
        "assets",
        "Nhà văn hóa thôn cho thuê mở quán",
        "Thôn thu tiền để sửa chữa, không có sổ.",
        "Chấn chỉnh thế nào mà thôn vẫn có kinh phí?",
        "Chấm dứt ngay; ký lại qua xã.",
        "Công khai trước, xử lý sau.",
        "Chấm dứt cho thuê trái quy định, xã bố trí kinh phí sửa chữa nhỏ, thôn công khai sổ.",
        "Quy định về tài sản công ở cơ sở (căn cứ giả định)",
        "Cơ quan tài chính cấp trên",
    ),
)
SINCE = date(2025, 7, 1)


def cases_on(day: date) -> tuple[Case, ...]:
    """Tình huống của một thời — what could be asked on that day: nobody asks in 2022 about the communes of 2025."""
    return (*AFTER_REARRANGEMENT, *ANY_TIME) if day >= SINCE else ANY_TIME
