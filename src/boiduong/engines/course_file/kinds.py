"""Các lựa chọn của tệp — The closed lists of the format as enums; every value is the word written in the file."""

from __future__ import annotations

from enum import StrEnum


class Standpoint(StrEnum):
    """Vị trí nhìn — whole: our own course; point: one connection point of somebody else's."""

    WHOLE = "whole"
    POINT = "point"


class Mode(StrEnum):
    """Hình thức học — How a course or class is taught."""

    FULL_TIME = "full_time"
    PART_TIME = "part_time"
    ONLINE = "online"
    BLENDED = "blended"
    SELF_PACED = "self_paced"


class DutyKind(StrEnum):
    """Việc của đơn vị — What a body does for the course."""

    PLAN = "plan"
    COORDINATE = "coordinate"
    WRITE_PROGRAM = "write_program"
    CALL = "call"
    NOMINATE = "nominate"
    SUMMON = "summon"
    DECIDE_OPENING = "decide_opening"
    LEAD = "lead"
    HOST = "host"
    MANAGE_CLASS = "manage_class"
    INVITE_LECTURERS = "invite_lecturers"
    TEACH = "teach"
    KEEP_ROLL = "keep_roll"
    MARK = "mark"
    RECOGNIZE = "recognize"
    CERTIFY = "certify"
    AWARD = "award"
    PAY = "pay"
    KEEP_RECORD = "keep_record"
    OWN_LEARNERS = "own_learners"


class CountsAs(StrEnum):
    """Tư cách — As what the people of a group are counted."""

    LEARNER = "learner"
    OBSERVER = "observer"
    TRAINER = "trainer"


class TopicKind(StrEnum):
    """Loại chuyên đề — Anything that stands on the program."""

    LECTURE = "lecture"
    REPORT = "report"
    DISCUSSION = "discussion"
    EXCHANGE = "exchange"
    SITUATIONS = "situations"
    EXERCISE = "exercise"
    ROLE_PLAY = "role_play"
    FIELD_STUDY = "field_study"
    SITE_VISIT = "site_visit"
    PLACEMENT = "placement"
    RANGE = "range"
    STUDY_ABROAD = "study_abroad"
    WRITING = "writing"
    SELF_STUDY = "self_study"
    VIDEO = "video"
    ORIENTATION = "orientation"
    OTHER = "other"


# What may be held in the evening: lessons never.
EVENING_KINDS = (TopicKind.DISCUSSION, TopicKind.EXCHANGE, TopicKind.SITUATIONS, TopicKind.SELF_STUDY)


class AskedAs(StrEnum):
    """Cách mời giảng viên — Whether a lecturer is asked for by name, post, body or rank."""

    PERSON = "person"
    POST = "post"
    BODY = "body"
    RANK = "rank"


class CeremonyKind(StrEnum):
    """Loại lễ — Opening or closing."""

    OPENING = "opening"
    CLOSING = "closing"


class Roll(StrEnum):
    """Điểm danh tại điểm cầu — Whether a site keeps its own roll."""

    OWN = "own"
    WITH_PARENT = "with_parent"
    NONE = "none"


class ItemKind(StrEnum):
    """Loại bài đánh giá — What a learner hands in or sits."""

    REPORT = "report"
    ESSAY = "essay"
    THESIS = "thesis"
    TEST = "test"
    EXAM = "exam"
    QUIZ = "quiz"
    PRACTICE = "practice"
    STUDY_REPORT = "study_report"
    PROJECT = "project"
    OTHER = "other"


class ScaleKind(StrEnum):
    """Thang đánh giá — points_10, points_100, pass_fail, or named bands."""

    POINTS_10 = "points_10"
    POINTS_100 = "points_100"
    PASS_FAIL = "pass_fail"  # noqa: S105 - a kind of scale
    BANDS = "bands"


class Judged(StrEnum):
    """Cách xét hoàn thành — What is looked at when a learner is recognized."""

    EACH_ITEM = "each_item"
    PARTS_APART = "parts_apart"
    BANDS = "bands"
    PASS_ONLY = "pass_only"  # noqa: S105 - a way of judging
    ATTENDANCE_ONLY = "attendance_only"
    NONE = "none"


class PaperKind(StrEnum):
    """Loại giấy — What is handed out at the end."""

    CERTIFICATE = "certificate"
    ATTESTATION = "attestation"
    DIPLOMA = "diploma"
    COMMENDATION = "commendation"
    OTHER = "other"


class CountKind(StrEnum):
    """Loại con số — What a number typed from a paper counts."""

    PLANNED = "planned"
    CAPACITY = "capacity"
    NOMINATED = "nominated"
    ACCEPTED = "accepted"
    SUMMONED = "summoned"
    OPENED = "opened"
    PRESENT = "present"
    GRADED = "graded"
    RECOGNIZED = "recognized"
    CERTIFIED = "certified"
    AWARDED = "awarded"
    TRAINED_SO_FAR = "trained_so_far"
    NOT_SAID = "not_said"
    UNITS = "units"
    PROVINCES = "provinces"
    DISTRICTS = "districts"
    CLASSES = "classes"
    SITES = "sites"
    TOPICS = "topics"
    POSTS = "posts"
