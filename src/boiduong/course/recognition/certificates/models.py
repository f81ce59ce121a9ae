"""Bảng chứng chỉ — what is issued, by whom, under which register number; frozen when issued."""

from django.db import models

from boiduong.course.recognition.certificates.rules import CREDENTIAL
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
