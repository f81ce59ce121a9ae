"""Khóa của người lạ — course files as other places would write them; invented, short, each with its own difficulty."""

STRANGERS = {
    # One class of twelve; no date, no venue, nothing about papers.
    "twelve people, no dates": """\
format: boiduong-course/1
id: muoi-hai-nguoi
title: Lớp bồi dưỡng kỹ năng tiếp công dân
sources: [{id: s, read: beginning, title: Công văn của Sở Nội vụ}]
classes: {count: 1, size: 12}
""",
    # A party school for two provinces; two issuers; a quota for each unit; posts held together.
    "two provinces, two issuers, quota by unit": """\
format: boiduong-course/1
id: hai-tinh
title: Lớp bồi dưỡng Bí thư kiêm Chủ tịch UBND xã của hai tỉnh
sources: [{id: s, read: whole, title: Kế hoạch liên tỉnh}]
organizations:
  - {id: truong, name: Học viện Chính trị khu vực Thử, kind: school, line: party, level: central}
  - {id: a, name: Ban Tổ chức Tỉnh ủy Lào Cai, kind: party_board, line: party, level: province}
  - {id: b, name: Ban Tổ chức Tỉnh ủy Yên Bái, kind: party_board, line: party, level: province}
units:
  - {id: lc, what: xã của Lào Cai, names: [Xã Bản Một, Xã Bản Hai, Xã Bản Ba]}
  - {id: yb, what: xã của Yên Bái, names: [Xã Mường Một, Xã Mường Hai]}
audience:
  groups:
    - {id: g1, posts_held_together: [Bí thư Đảng ủy, Chủ tịch UBND xã], units: lc, expected: 6}
    - {id: g2, post_held: [Bí thư Đảng ủy xã], units: yb, expected: 4}
plan: {year: 2023, learners: 10, quota: [{units: lc, seats: 2, each: true}, {units: yb, seats: 2, each: true}]}
duties:
  - {by: [a, b], does: [nominate]}
  - {by: truong, does: [certify], for: cc}
  - {by: a, does: [certify], for: gk}
program: {topics: [{id: c1, title: Lãnh đạo cấp ủy, length: {periods: 8}}, {id: c2, title: Điều hành chính quyền}]}
calendar: {start: 2023-04-10, end: 2023-04-14}
completion: {items: [{id: th, kind: report, title: Bài thu hoạch}]}
papers:
  - {id: cc, kind: certificate, title: Chứng chỉ, issuer: truong, to: all_recognized}
  - {id: gk, kind: attestation, title: Giấy khen, issuer: a, to: all_recognized}
""",
    # Two waves at weekends; bands instead of points.
    "weekend waves, bands": """\
format: boiduong-course/1
id: cuoi-tuan
title: Lớp bồi dưỡng nghiệp vụ công tác Đảng cho cấp ủy viên
sources: [{id: s, read: whole, title: Thông báo mở lớp}]
mode: part_time
organizations: [{id: tt, name: Trung tâm Chính trị huyện Thử, kind: school, line: party, level: district}]
calendar:
  weekend: true
  sittings: [{start: 2024-03-02, end: 2024-03-03}, {start: 2024-03-16, end: 2024-03-17}]
classes: {list: [{id: d1, label: Đợt 1, size: 8}, {id: d2, label: Đợt 2, size: 7}]}
program: {topic_count: 6}
completion:
  judged: bands
  items: [{id: kt, kind: test, title: Bài kiểm tra, scale: [xuất sắc, giỏi, khá, trung bình]}]
papers: [{id: gcn, kind: attestation, title: Giấy chứng nhận, issuer: tt, to: all_recognized}]
""",
    # Remote sites: the learners of our own site only; a unit whose name no list holds.
    "remote site of somebody else's course, unknown unit": """\
format: boiduong-course/1
id: diem-cau-xa
title: Hội nghị trực tuyến bồi dưỡng đại biểu Hội đồng nhân dân
sources: [{id: s, read: whole, title: Giấy mời}]
standpoint: point
mode: online
organizations: [{id: xa, name: Đảng ủy xã Không Có Trong Danh Mục, kind: party_committee, line: party, level: commune}]
sites:
  - {id: tw, level: center}
  - {id: day, name: Hội trường xã, level: commune, parent: tw, ours: true, roll: own}
units: [{id: u, what: thôn, names: [Thôn Không Ai Biết]}]
audience: {groups: [{id: db, post_held: [Đại biểu Hội đồng nhân dân xã], units: u, expected: 9}]}
calendar: {start: 2025-10-06, end: 2025-10-07}
program: {topics: [{id: c1, title: Kỹ năng giám sát, kind: lecture}]}
""",
    # Before the earliest list of administrative units that the software knows.
    "a year before every list of units": """\
format: boiduong-course/1
id: nam-2009
title: Lớp bồi dưỡng Chủ tịch UBND xã năm 2009
sources: [{id: s, read: translation, title: Bài báo cũ}]
organizations: [{id: t, name: Trường Chính trị tỉnh Lạng Sơn, kind: school, line: party, level: province}]
units: [{id: x, what: xã vùng cao, count: 5}]
audience: {groups: [{id: ct, post_held: [Chủ tịch UBND xã], units: x, expected: 5}]}
calendar: {start: 2009-08-03}
program: {length: {weeks: 1}, topic_count: 4}
completion: {judged: attendance_only}
papers: [{id: cc, kind: certificate, title: Chứng chỉ, issuer: t, to: all_recognized}]
""",
}
