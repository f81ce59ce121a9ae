"""Đối tượng để hỏi — which object stands for each parameter of an address, on a side."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model, QuerySet

from boiduong.course.annual_plan.plans.models import Plan, PlanLine
from boiduong.course.curriculum.programs.models import CompletionItem, ProgramPart, ProgramVersion
from boiduong.course.curriculum.topics.models import Topic
from boiduong.course.delivery.courses.models import CourseDocument, CourseDuty, CourseNote
from boiduong.course.delivery.enrollment.models import Enrollment, Nomination
from boiduong.course.delivery.scheduling.models import Entry
from boiduong.course.delivery.sessions.models import Leave, MakeUp, RollVerdict, Session
from boiduong.course.delivery.situations.models import Situation
from boiduong.course.delivery.study_visits.models import Visit
from boiduong.course.evaluation.assessment.models import Assignment, Submission
from boiduong.course.evaluation.feedback.models import Poll
from boiduong.course.recognition.certificates.models import CodeKey, Credential, CredentialSpec
from boiduong.course.recognition.personnel_records.models import RecordTransfer, TrainingRecord
from boiduong.course.reporting.periodic_reports.models import ReportIssue
from boiduong.course.website.news.models import NewsItem
from boiduong.foundation.accounts.models import RoleGrant, User
from boiduong.foundation.documents.models import Document, UnfiledScan, WordTemplate
from boiduong.foundation.jobs.models import Job
from boiduong.foundation.people.models import PostHolding
from boiduong.foundation.venues.models import Room, Venue
from permissions.rich import Side
from permissions.walking import Address

Sample = Callable[[Side], object]


def _first(rows: QuerySet[Model]) -> int:
    row = rows.order_by("pk").first()
    if row is None:
        raise LookupError(rows.model.__name__)
    return int(row.pk)


def _learner(side: Side) -> Enrollment:
    return side.enrollments[0]


def _someone(side: Side) -> User:
    """An account of the side: its clerk, or whoever the rehearsal acted as."""
    user = User.objects.filter(person=_learner(side).person).first()
    return user or User.objects.exclude(person=None).order_by("pk")[0]


def _declared(side: Side) -> QuerySet[TrainingRecord]:
    return TrainingRecord.objects.filter(origin="declared", person=_learner(side).person)


def _credential(side: Side) -> Credential:
    rows = Credential.objects.filter(spec__course=side.course).order_by("pk")
    return rows.filter(row__enrollment=_learner(side)).first() or rows[0]


def _code_key(side: Side) -> str:
    found = CodeKey.objects.filter(issuer=_credential(side).register.issuer_id)[0]
    return str(found.number)


def _register(side: Side) -> int:
    return _credential(side).register_id


def _session(side: Side) -> int:
    """A session that the lecturer of the side teaches."""
    rows = Session.objects.filter(course=side.course)
    return _first(rows.filter(entry__lecturers__lecturer=side.lecturer) or rows)  # type: ignore[arg-type]


def _absence(side: Side) -> RollVerdict:
    rows = RollVerdict.objects.filter(session__course=side.course)
    return rows.exclude(code="present").order_by("pk").first() or rows.order_by("pk")[0]


def _program(side: Side) -> ProgramVersion:
    """The next version of the program, still a draft."""
    return ProgramVersion.objects.filter(program=side.training_class.version.program).order_by("pk").last()  # type: ignore[return-value]


def _wording(side: Side) -> int:
    return _first(WordTemplate.objects.filter(institution=side.institution))


def _waiting_scan(side: Side) -> int:
    """The scan beside the wording of this side: it was stored with it."""
    return _first(
        UnfiledScan.objects.filter(
            source__in=WordTemplate.objects.filter(institution=side.institution).values("source")
        )
    )


def _papers(side: Side) -> QuerySet[Document]:
    ids = CourseDocument.objects.filter(course=side.course).values("document_id")
    return Document.objects.filter(pk__in=ids)


SLUG: Sample = lambda side: side.course.slug  # noqa: E731 - a table of one-line pickers
PICKERS: dict[str, Sample] = {
    "slug": SLUG,
    "accounts:*:pk": lambda side: _someone(side).pk,
    "accounts:*:grant_pk": lambda side: (RoleGrant.objects.filter(user=_someone(side)).first() or RoleGrant()).pk or 0,
    "organizations:unit:pk": lambda side: side.senders[0].pk,
    "people:post_end:pk": lambda side: _first(PostHolding.objects.filter(person=_learner(side).person)),
    "people:*:uid": lambda side: _learner(side).person.uid,
    "institutions:*:pk": lambda side: side.institution.pk,
    "venues:room:pk": lambda side: _first(Room.objects.filter(venue__owner=side.institution.unit)),
    "venues:edit:pk": lambda side: _first(Room.objects.filter(venue__owner=side.institution.unit)),
    "venues:*:pk": lambda side: _first(Venue.objects.filter(owner=side.institution.unit)),
    "documents:unfiled:pk": lambda side: _waiting_scan(side),
    "documents:unfiled_file:pk": lambda side: _waiting_scan(side),
    "documents:aside:pk": lambda side: _waiting_scan(side),
    "documents:template:pk": lambda side: _wording(side),
    "documents:template_preview:pk": lambda side: _wording(side),
    "documents:template_file:pk": lambda side: _wording(side),
    "documents:template_use:pk": lambda side: _wording(side),
    "documents:*:pk": lambda side: _first(_papers(side)),
    "plans:*:pk": lambda side: _first(Plan.objects.filter(pk=side.course.plan_line.plan_id)),  # type: ignore[union-attr]
    "plans:*:line_pk": lambda side: _first(PlanLine.objects.filter(pk=side.course.plan_line_id)),
    "lecturers:*:pk": lambda side: side.lecturer.pk,
    "programs:*:pk": lambda side: _program(side).pk,
    "programs:*:part_pk": lambda side: _first(ProgramPart.objects.filter(version=_program(side))),
    "programs:*:item_pk": lambda side: _first(CompletionItem.objects.filter(version=_program(side))),
    "topics:paper:pk": lambda side: side.training_class.version_id,
    "topics:*:pk": lambda side: _program(side).pk,
    "topics:*:topic_pk": lambda side: _first(Topic.objects.filter(version=_program(side))),
    "courses:note_settled:pk": lambda side: _first(CourseNote.objects.filter(course=side.course)),
    "courses:training_class:pk": lambda side: side.training_class.pk,
    "courses:class_act:pk": lambda side: side.training_class.pk,
    "courses:duty_off:pk": lambda side: _first(CourseDuty.objects.filter(course=side.course)),
    "courses:dossier_file:ending": lambda side: "pdf",
    "courses:sheet:key": lambda side: "ban-to-chuc",
    "courses:paper:pk": lambda side: _first(_papers(side)),
    "enrollment:nomination:pk": lambda side: _first(Nomination.objects.filter(call__course=side.course)),
    "enrollment:nomination_act:pk": lambda side: _first(Nomination.objects.filter(call__course=side.course)),
    "enrollment:*:unit": lambda side: _learner(side).sent_by_id,
    "enrollment:*:token": lambda side: "0" * 32,
    "enrollment:class:pk": lambda side: side.training_class.pk,
    "enrollment:sites:pk": lambda side: side.training_class.pk,
    "enrollment:class_act:pk": lambda side: side.training_class.pk,
    "enrollment:phone:pk": lambda side: side.training_class.pk,
    "enrollment:phone:enrollment": lambda side: _learner(side).pk,
    "enrollment:own:pk": lambda side: _learner(side).pk,
    "enrollment:confirm:code": lambda side: "KHONG-CO-MA-NAY",
    "scheduling:compare:number": lambda side: side.course.timetables.filter(base__isnull=False).latest("pk").number,
    "scheduling:*:token": lambda side: "A" * 26,
    "scheduling:personal_answer:pk": lambda side: 1,
    "scheduling:calendar:kind": lambda side: "lop",
    "scheduling:calendar:number": lambda side: side.training_class.pk,
    "scheduling:calendar_new:kind": lambda side: "lop",
    "scheduling:calendar_new:number": lambda side: side.training_class.pk,
    "scheduling:feed:kind": lambda side: "lop",
    "scheduling:feed:number": lambda side: side.training_class.pk,
    "scheduling:feed:secret": lambda side: "0" * 40,
    "scheduling:*:pk": lambda side: _first(Entry.objects.filter(version__course=side.course, version__state="draft")),
    "sessions:alone:pk": lambda side: side.training_class.pk,
    "sessions:class_roll:pk": lambda side: side.training_class.pk,
    "sessions:book:pk": lambda side: side.training_class.pk,
    "sessions:decide:pk": lambda side: _first(Leave.objects.filter(enrollment__course=side.course)),
    "sessions:confirm_unit:pk": lambda side: _first(Leave.objects.filter(enrollment__course=side.course)),
    "sessions:withdraw:pk": lambda side: _first(Leave.objects.filter(enrollment__course=side.course)),
    "sessions:make_up:pk": lambda side: _absence(side).session_id,
    "sessions:make_up:enrollment": lambda side: _absence(side).enrollment_id,
    "jobs:*:pk": lambda side: Job.objects.order_by("pk")[0].pk,
    "sessions:make_up_take:pk": lambda side: _absence(side).session_id,
    "sessions:make_up_take:enrollment": lambda side: _absence(side).enrollment_id,
    "sessions:make_up_back:pk": lambda side: _first(MakeUp.objects.filter(enrollment__course=side.course)),
    "sessions:make_up_done:pk": lambda side: _first(MakeUp.objects.filter(enrollment__course=side.course)),
    "sessions:*:pk": _session,
    "sessions:*:enrollment": lambda side: _learner(side).pk,
    "situations:*:pk": lambda side: _first(Situation.objects.filter(training_class=side.training_class)),
    "study_visits:*:pk": lambda side: _first(Visit.objects.filter(training_class=side.training_class)),
    "assessment:sheet:pk": lambda side: side.training_class.pk,
    "assessment:marking:pk": lambda side: _first(Submission.objects.filter(enrollment=_learner(side))),
    "assessment:file:pk": lambda side: _first(Submission.objects.filter(enrollment=_learner(side))),
    "assessment:report:report": lambda side: _first(Submission.objects.filter(enrollment=_learner(side))),
    "assessment:*:pk": lambda side: _first(Assignment.objects.filter(training_class=side.training_class)),
    "feedback:*:pk": lambda side: _first(Poll.objects.filter(training_class=side.training_class)),
    "awards:learner:pk": lambda side: _learner(side).pk,
    "awards:*:pk": lambda side: side.training_class.pk,
    "certificates:issue:pk": lambda side: _first(CredentialSpec.objects.filter(course=side.course)),
    "certificates:issuing:pk": lambda side: _first(CredentialSpec.objects.filter(course=side.course)),
    "certificates:issuing:job": lambda side: 1,
    "certificates:register:pk": _register,
    "certificates:register_pdf:pk": _register,
    "certificates:file_register:pk": _register,
    "certificates:*:pk": lambda side: _credential(side).register.issuer_id,
    "certificates:key_end:number": lambda side: _code_key(side),
    "certificates:blanks:kind": lambda side: "certificate",
    "certificates:whole_book:register": _register,
    "certificates:*:uid": lambda side: _credential(side).uid,
    "personnel_records:confirm:pk": lambda side: _first(RecordTransfer.objects.filter(course=side.course)),
    "personnel_records:declare:uid": lambda side: _learner(side).person.uid,
    "personnel_records:declaration:pk": lambda side: _first(_declared(side)),
    "personnel_records:evidence:pk": lambda side: _first(_declared(side)),
    "personnel_records:slip:pk": lambda side: _first(
        TrainingRecord.objects.filter(course=side.course, person=_learner(side).person)
    ),
    "personnel_records:paper:uid": lambda side: _learner(side).person.uid,
    "personnel_records:export_person:uid": lambda side: _learner(side).person.uid,
    "personnel_records:transcript:uid": lambda side: _learner(side).person.uid,
    "periodic_reports:*:pk": lambda side: ReportIssue.objects.filter(course=side.course)[0].document_id,
    "news:*:pk": lambda side: _first(NewsItem.objects.filter(course=side.course)),
    "verification:*:pk": lambda side: _credential(side).register.issuer_id,
    "verification:states:number": lambda side: 0,
    "verification:badge:code": lambda side: _credential(side).check_code,
    "verification:*:uid": lambda side: _credential(side).uid,
}

# What a POST sends: the name of one act where a page takes several. Elsewhere nothing is sent.
ACTS: dict[str, str] = {
    "courses:act": "archive",
    "courses:class_act": "close",
    "enrollment:call_act": "dong",
    "enrollment:class_act": "soan_quyet_dinh",
    "enrollment:sites": "chon",
    "enrollment:class": "xac_nhan",
    "enrollment:nomination_act": "nhan",
    "jobs:act": "stop",
    "news:act": "paper",
    "personnel_records:declaration": "xac-nhan",
    "plans:act": "submit",
    "topics:act": "chot",
    "topics:topic_act": "len",
}


def data_for(address: Address, side: Side) -> dict[str, object]:
    """Dữ liệu gửi đi — the act, and the line of the plan that it is done to."""
    data: dict[str, object] = {"viec": ACTS[address.name]} if address.name in ACTS else {}
    if address.name == "certificates:hand":
        data["tat_ca"] = "1"
    if address.name == "sessions:log":
        data["ben"] = "giang-vien"
    if address.name == "plans:act":
        data["dong"] = str(side.course.plan_line_id)
    return data


def picker(address: Address, parameter: str) -> Sample | None:
    """Người chọn — the row for this parameter: exact, else of the whole stage, else of every address."""
    stage = address.name.partition(":")[0]
    for key in (f"{address.name}:{parameter}", f"{stage}:*:{parameter}", parameter):
        if key in PICKERS:
            return PICKERS[key]
    return None


def kwargs_for(address: Address, side: Side) -> dict[str, object]:
    """Tham số của một địa chỉ — on this side; raises LookupError when no picker or no object is there."""
    found = {}
    for parameter in address.parameters:
        pick = picker(address, parameter)
        if pick is None:
            raise LookupError(f"no sample object for <{parameter}> of {address.name}")
        try:
            found[parameter] = pick(side)
        except ObjectDoesNotExist as error:
            raise LookupError(f"no object for <{parameter}> of {address.name} here") from error
    return found
