"""Bảng khóa và lớp — the course is the roof over its classes, and the place where totals are told."""

from functools import cached_property

from django.db import models

from boiduong.course.delivery.courses.rules import COURSE, TRAINING_CLASS
from boiduong.foundation.audit.models import in_states
from boiduong.randomness import new_uid


class Course(models.Model):
    """Khóa bồi dưỡng — one course as its owner sees it, or as one point of somebody else's course."""

    uid = models.UUIDField(unique=True, default=new_uid, editable=False)
    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=500)
    kind = models.CharField(max_length=12, default="in_service")
    field = models.CharField(max_length=25, blank=True)
    standpoint = models.CharField(max_length=5, default="whole")  # whole | point
    institution = models.ForeignKey(
        "foundation_organizations.Institution", on_delete=models.PROTECT, related_name="courses"
    )
    plan_line = models.ForeignKey(
        "annual_plan_plans.PlanLine", null=True, on_delete=models.PROTECT, related_name="courses"
    )
    default_version = models.ForeignKey(
        "curriculum_programs.ProgramVersion", null=True, on_delete=models.PROTECT, related_name="courses"
    )
    intake_text = models.CharField(max_length=100, blank=True)
    mode = models.CharField(max_length=10, default="full_time")
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    avoid_text = models.CharField(max_length=500, blank=True)
    place_text = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, default="draft")
    synthetic = models.BooleanField(default=False)
    assumed = models.JSONField(default=dict)
    file_sha256 = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-starts_on", "-id"]
        constraints = [
            in_states(COURSE),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True)
                | models.Q(starts_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="course_dates",
            ),
        ]

    @cached_property
    def has_one_class(self) -> bool:
        """Chỉ một lớp — asked once for as long as this course is held."""
        return self.classes.exclude(state="cancelled").count() == 1


class CourseBasis(models.Model):
    """Căn cứ của khóa — plans, schemes, decisions that the course carries out; printed as "Căn cứ"."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="bases")
    legal_act = models.ForeignKey("foundation_organizations.LegalAct", on_delete=models.PROTECT)
    effect = models.CharField(max_length=15, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["course", "legal_act"], name="course_basis_once")]


class TargetGroup(models.Model):
    """Đối tượng — who may be sent: conditions on posts held or planned, terms, category, sex, units."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="groups")
    label = models.CharField(max_length=300)
    conditions = models.JSONField(default=dict)
    counts_as = models.CharField(max_length=8, default="learner")  # learner | observer | trainer

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["course", "label"], name="target_group_label")]


class TrainingClass(models.Model):
    """Lớp — one class of a course: own dates, owner, program version and, from opening on, a pinned rule set."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="classes")
    position = models.PositiveIntegerField()
    label = models.CharField(max_length=120)
    code = models.CharField(max_length=40, blank=True)
    number = models.CharField(max_length=40, blank=True)
    owner = models.ForeignKey("foundation_organizations.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey("curriculum_programs.ProgramVersion", on_delete=models.PROTECT, related_name="+")
    rule_set = models.ForeignKey("foundation_organizations.RuleSet", null=True, on_delete=models.PROTECT)
    mode = models.CharField(max_length=10, default="full_time")
    capacity = models.PositiveIntegerField(null=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    home_room = models.ForeignKey("foundation_venues.Room", null=True, on_delete=models.PROTECT)
    opening = models.ForeignKey("foundation_documents.Document", null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, default="forming")
    assumed = models.JSONField(default=dict)

    class Meta:
        ordering = ["course", "position"]
        constraints = [
            in_states(TRAINING_CLASS),
            models.UniqueConstraint(fields=["course", "label"], name="training_class_label"),
            models.UniqueConstraint(fields=["course", "position"], name="training_class_position"),
            models.CheckConstraint(
                condition=models.Q(state__in=["forming", "postponed", "cancelled"]) | models.Q(rule_set__isnull=False),
                name="training_class_rules_pinned",
            ),
        ]


class Sitting(models.Model):
    """Đợt — a block of at most five working days of a long class."""

    training_class = models.ForeignKey(TrainingClass, on_delete=models.CASCADE, related_name="sittings")
    position = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        ordering = ["training_class", "position"]
        constraints = [
            models.UniqueConstraint(fields=["training_class", "position"], name="sitting_position"),
            models.CheckConstraint(condition=models.Q(ends_on__gte=models.F("starts_on")), name="sitting_dates"),
        ]


class Group(models.Model):
    """Tổ — a discussion group of a class."""

    training_class = models.ForeignKey(TrainingClass, on_delete=models.CASCADE, related_name="groups")
    number = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["training_class", "number"]
        constraints = [models.UniqueConstraint(fields=["training_class", "number"], name="group_number")]


class Site(models.Model):
    """Điểm cầu — a point of a remote course, with its own roll where it keeps one."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="sites")
    parent = models.ForeignKey("self", null=True, on_delete=models.CASCADE)
    name = models.CharField(max_length=300)
    count = models.PositiveIntegerField(null=True)
    chair_text = models.CharField(max_length=300, blank=True)
    ours = models.BooleanField(default=False)
    keeps_roll = models.BooleanField(default=True)

    class Meta:
        ordering = ["id"]


class CourseDuty(models.Model):
    """Phần việc — which body does what: plans, summons, opens, teaches, marks, pays, certifies."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="duties")
    unit = models.ForeignKey("foundation_organizations.Unit", on_delete=models.PROTECT, related_name="duties")
    duty = models.CharField(max_length=20)
    training_class = models.ForeignKey(TrainingClass, null=True, on_delete=models.CASCADE)
    part = models.ForeignKey("curriculum_programs.ProgramPart", null=True, on_delete=models.CASCADE)
    site = models.ForeignKey(Site, null=True, on_delete=models.CASCADE)
    for_text = models.CharField(max_length=200, blank=True)
    assumed = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "unit", "duty", "for_text"],
                condition=models.Q(training_class__isnull=True, part__isnull=True, site__isnull=True),
                name="course_duty_whole",
            ),
        ]
        indexes = [models.Index(fields=["unit", "duty"], name="duty_unit")]


class StaffDuty(models.Model):
    """Phân công lớp — class manager, deputy or site keeper, from a day on."""

    training_class = models.ForeignKey(TrainingClass, on_delete=models.CASCADE, related_name="staff")
    person = models.ForeignKey("foundation_people.Person", on_delete=models.PROTECT, related_name="staff_duties")
    duty = models.CharField(max_length=15, default="class_manager")
    site = models.ForeignKey(Site, null=True, on_delete=models.CASCADE, related_name="keepers")
    starts_on = models.DateField()

    class Meta:
        ordering = ["training_class", "duty", "-starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["training_class", "person", "duty", "starts_on"],
                condition=models.Q(site__isnull=True),
                name="staff_duty_once",
            ),
            models.UniqueConstraint(
                fields=["training_class", "person", "duty", "starts_on", "site"],
                condition=models.Q(site__isnull=False),
                name="staff_duty_once_site",
            ),
        ]


class Ceremony(models.Model):
    """Khai giảng, bế giảng — of the course or of one class; posts only, never officials' names."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="ceremonies")
    training_class = models.ForeignKey(TrainingClass, null=True, on_delete=models.CASCADE)
    kind = models.CharField(max_length=8)  # opening | closing
    day = models.DateField(null=True)
    mode = models.CharField(max_length=10, default="in_person")
    chair_text = models.CharField(max_length=300, blank=True)
    acts_text = models.TextField(blank=True)

    class Meta:
        ordering = ["day", "id"]


class StatedNumber(models.Model):
    """Số đã nêu — a number typed from an outside paper; shown beside the derived count, never used as one."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="stated")
    training_class = models.ForeignKey(TrainingClass, null=True, on_delete=models.CASCADE)
    kind = models.CharField(max_length=20)
    low = models.PositiveIntegerField()
    high = models.PositiveIntegerField(null=True)
    word = models.CharField(max_length=10, default="exactly")  # exactly | about | over | nearly
    on = models.DateField(null=True)
    source_text = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["id"]


class CourseDocument(models.Model):
    """Văn bản của khóa — which paper plays which part in the dossier of a course or class."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="documents")
    training_class = models.ForeignKey(TrainingClass, null=True, on_delete=models.CASCADE)
    document = models.ForeignKey("foundation_documents.Document", on_delete=models.PROTECT, related_name="courses")
    role = models.CharField(max_length=30)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["course", "document"], name="course_document_once")]
        indexes = [models.Index(fields=["course", "role"], name="course_document_role")]


class CourseNote(models.Model):
    """Điều chưa rõ — a contradiction or remark of the source, kept as a to-do on the course page."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="notes")
    kind = models.CharField(max_length=10)  # doubt | note | assumed | after | link
    text = models.TextField()
    text_en = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
