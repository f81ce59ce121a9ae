"""Bảng chứng chỉ — what is issued, by whom, under which register number; frozen when issued."""

from django.db import models

from boiduong.course.recognition.certificates.rules import BLANK_ACTS, CREDENTIAL, KEY_USES, NAMES_SHOWN
from boiduong.foundation.audit.models import in_states
from boiduong.randomness import new_uid


class CredentialSpec(models.Model):
    """Loại giấy của khóa — certificate or attestation, its title and its issuer; N per course."""

    course = models.ForeignKey("delivery_courses.Course", on_delete=models.CASCADE, related_name="credential_specs")
    position = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=15, default="certificate")
    title = models.CharField(max_length=300)
    issuer = models.ForeignKey(
        "foundation_organizations.Unit", null=True, on_delete=models.PROTECT, related_name="credential_specs"
    )
    layout = models.CharField(max_length=5, default="state")
    to = models.CharField(max_length=15, default="all_recognized")
    assumed = models.BooleanField(default=False)

    class Meta:
        ordering = ["course", "position"]
        constraints = [models.UniqueConstraint(fields=["course", "position"], name="credential_spec_position")]


class Register(models.Model):
    """Sổ cấp — one book per issuer, kind and period; `last` is the last register number given."""

    issuer = models.ForeignKey("foundation_organizations.Unit", on_delete=models.PROTECT, related_name="registers")
    kind = models.CharField(max_length=15)
    period_starts_on = models.DateField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issuer", "kind", "period_starts_on"], name="register_period"),
        ]


class Credential(models.Model):
    """Chứng chỉ, giấy chứng nhận [A] — data snapshot, bytes and hash as issued; the state hangs on its events."""

    uid = models.UUIDField(unique=True, default=new_uid, editable=False)
    spec = models.ForeignKey(CredentialSpec, on_delete=models.PROTECT, related_name="credentials")
    row = models.ForeignKey("recognition_awards.RecognitionRow", on_delete=models.PROTECT, related_name="credentials")
    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="credentials")
    entry_no = models.PositiveIntegerField()
    number_text = models.CharField(max_length=60, db_index=True)
    check_code = models.CharField(max_length=8)
    facts = models.JSONField()
    pdf = models.ForeignKey("foundation_files.StoredFile", on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64, db_index=True)
    issued_on = models.DateField()
    issued_at = models.DateTimeField()
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")

    class Meta:
        ordering = ["register", "entry_no"]
        constraints = [
            models.UniqueConstraint(fields=["register", "entry_no"], name="credential_entry"),
            models.UniqueConstraint(
                fields=["spec", "row"], condition=models.Q(replaces__isnull=True), name="credential_once"
            ),
        ]


class CredentialState(models.Model):
    """Trạng thái của giấy [P] — the last event, kept for lists; rebuilt from the events."""

    credential = models.OneToOneField(Credential, on_delete=models.PROTECT, related_name="status")
    state = models.CharField(max_length=10, default="issued")

    class Meta:
        constraints = [in_states(CREDENTIAL)]
        # The list of revocations asks for the few that ended among a million. A partial index would be passed over:
        # SQLite cannot tell that a parameter fits its condition.
        indexes = [models.Index(fields=["state", "credential"], name="credential_state_of")]


class CredentialEvent(models.Model):
    """Diễn biến của giấy [A] — issued, handed, revoked or replaced; ground, decision, day."""

    credential = models.ForeignKey(Credential, on_delete=models.PROTECT, related_name="events")
    at = models.DateTimeField()
    act = models.CharField(max_length=10)
    ground = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=1000, blank=True)
    document = models.ForeignKey("foundation_documents.Document", null=True, on_delete=models.PROTECT, related_name="+")
    to_text = models.CharField(max_length=200, blank=True)
    by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["id"]
        # Whether the signed list of revocations is up to date: the last ending among millions of events.
        indexes = [models.Index(fields=["act", "id"], name="credential_act")]


class IssuerChoice(models.Model):
    """Lựa chọn của nơi cấp [A] — how the public page shows names; the last one holds."""

    issuer = models.ForeignKey("foundation_organizations.Unit", on_delete=models.PROTECT, related_name="issuer_choices")
    name_shown = models.CharField(max_length=10, choices=[(key, key) for key in NAMES_SHOWN])
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["id"]


class CodeKey(models.Model):
    """Khóa công khai của nơi cấp [A] — what QR codes and badges are checked with; the secret part is never here."""

    issuer = models.ForeignKey("foundation_organizations.Unit", on_delete=models.PROTECT, related_name="code_keys")
    use = models.CharField(max_length=5, choices=[(key, key) for key in KEY_USES])
    number = models.CharField(max_length=16, unique=True)
    jwk = models.JSONField()
    issuer_text = models.CharField(max_length=300)
    since = models.DateField()
    lists = models.BooleanField(default=False)
    test = models.BooleanField(default=False)
    added_at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["id"]


class CodeKeyEvent(models.Model):
    """Diễn biến của khóa [A] — its last day, or that its secret may be in strange hands."""

    key = models.ForeignKey(CodeKey, on_delete=models.PROTECT, related_name="events")
    act = models.CharField(max_length=10, choices=[("ended", "ended"), ("withdrawn", "withdrawn")])
    on = models.DateField()
    reason = models.CharField(max_length=1000, blank=True)
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["id"]


class RevocationIssue(models.Model):
    """Danh sách thu hồi đã ký [A] — its sequence only grows; `up_to` is the last event of a paper that it knows."""

    sequence = models.PositiveIntegerField(unique=True)
    key = models.ForeignKey(CodeKey, on_delete=models.PROTECT, related_name="lists_signed")
    up_to = models.BigIntegerField(default=0)
    papers = models.PositiveIntegerField()
    content = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["sequence"]


class BlankRange(models.Model):
    """Lô phôi nhận về [A] — serials one after another, from whom and by which paper."""

    issuer = models.ForeignKey("foundation_organizations.Unit", on_delete=models.PROTECT, related_name="blank_ranges")
    kind = models.CharField(max_length=15)
    prefix = models.CharField(max_length=12, blank=True)
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField()
    width = models.PositiveSmallIntegerField()
    received_on = models.DateField()
    source = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(last__gte=models.F("first")), name="blank_range_order")
        ]

    @property
    def first_serial(self) -> str:
        """Số đầu — as printed."""
        return f"{self.prefix}{self.first:0{self.width}d}"

    @property
    def last_serial(self) -> str:
        """Số cuối — as printed."""
        return f"{self.prefix}{self.last:0{self.width}d}"


class Blank(models.Model):
    """Phôi [A] — one sheet with its printed serial; what became of it hangs on its uses."""

    range = models.ForeignKey(BlankRange, on_delete=models.PROTECT, related_name="blanks")
    issuer = models.ForeignKey("foundation_organizations.Unit", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=15)
    serial = models.CharField(max_length=30)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["issuer", "kind", "serial"], name="blank_serial")]


class BlankUse(models.Model):
    """Việc xảy ra với phôi [A] — used for a paper, spoilt, void; `position` keeps two acts from meeting."""

    blank = models.ForeignKey(Blank, on_delete=models.PROTECT, related_name="uses")
    position = models.PositiveSmallIntegerField(default=1)
    act = models.CharField(max_length=6, choices=[(key, key) for key in BLANK_ACTS])
    credential = models.ForeignKey(Credential, null=True, on_delete=models.PROTECT, related_name="blank_uses")
    reason = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["blank", "position"], name="blank_act_position"),
            models.CheckConstraint(
                condition=models.Q(act="used", credential__isnull=False) | ~models.Q(act="used"), name="blank_used_for"
            ),
        ]
