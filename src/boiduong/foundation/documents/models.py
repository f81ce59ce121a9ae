"""Bảng văn bản — papers with number, issuer and frozen bytes; documents know no course."""

from __future__ import annotations

from django.db import models

from boiduong.foundation.audit.models import in_states
from boiduong.foundation.documents.rules import DOCUMENT
from boiduong.randomness import new_uid


class CommitteeTerm(models.Model):
    """Nhiệm kỳ cấp ủy [V] — the period over which Party numbers run (36-HD/VPTW)."""

    unit = models.ForeignKey("foundation_organizations.Unit", on_delete=models.PROTECT)
    starts_on = models.DateField()

    class Meta:
        """One beginning a day."""

        constraints = [models.UniqueConstraint(fields=["unit", "starts_on"], name="term_start")]

    def __str__(self) -> str:
        """The beginning."""
        return f"{self.starts_on:%Y-%m-%d}"


class NumberSeries(models.Model):
    """Dãy số — per issuer and kind, over a calendar year (State) or a committee term (Party)."""

    issuer = models.ForeignKey("foundation_organizations.Unit", on_delete=models.PROTECT)
    kind = models.CharField(max_length=30)
    basis = models.CharField(max_length=5, default="year")
    period_starts_on = models.DateField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        """One series for a period."""

        constraints = [
            models.UniqueConstraint(fields=["issuer", "kind", "period_starts_on"], name="series_period"),
        ]

    def __str__(self) -> str:
        """Kind and last number."""
        return f"{self.kind} {self.last}"


class Document(models.Model):
    """Văn bản — number, issuer, signer, frozen facts and bytes; the stage that needs it points to it."""

    uid = models.UUIDField(unique=True, default=new_uid, editable=False)
    kind = models.CharField(max_length=30)
    layout = models.CharField(max_length=5, default="state")
    issuer = models.ForeignKey("foundation_organizations.Unit", on_delete=models.PROTECT, related_name="documents")
    code = models.CharField(max_length=40, blank=True)
    series = models.ForeignKey(NumberSeries, null=True, on_delete=models.PROTECT)
    number = models.PositiveIntegerField(null=True)
    number_text = models.CharField(max_length=60, blank=True)
    issued_on = models.DateField(null=True)
    place_text = models.CharField(max_length=100, blank=True)
    subject = models.CharField(max_length=500)
    signer_name = models.CharField(max_length=150, blank=True)
    signer_post = models.CharField(max_length=200, blank=True)
    signed_as = models.CharField(max_length=3, blank=True)
    template = models.ForeignKey("WordTemplate", null=True, on_delete=models.PROTECT, related_name="documents")
    state = models.CharField(max_length=10, default="draft")
    facts = models.JSONField(default=dict)
    synthetic = models.BooleanField(default=False)
    pdf = models.ForeignKey("foundation_files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64, blank=True)
    scan = models.ForeignKey("foundation_files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    outside = models.BooleanField(default=False)
    replaces = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    drafted_at = models.DateTimeField()
    drafted_by_id = models.BigIntegerField(null=True)

    class Meta:
        """A number of a series once; a numbered paper has its number."""

        ordering = ["-id"]
        constraints = [
            in_states(DOCUMENT),
            models.UniqueConstraint(fields=["series", "number"], name="document_number"),
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "locked", "discarded"]) | ~models.Q(number_text=""),
                name="document_numbered",
            ),
        ]
        indexes = [models.Index(fields=["state", "issuer"], name="document_waiting")]

    def __str__(self) -> str:
        """Number and subject."""
        return f"{self.number_text or '…'} {self.subject}"

    @property
    def is_here(self) -> bool:
        """Có bản ở đây — made here, or a file of it was taken in; else only its number is known."""
        return not self.outside or self.pdf_id is not None


class AnnexRow(models.Model):
    """Dòng danh sách kèm theo [A] — who stands in the list of a numbered paper."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="annex_rows")
    position = models.PositiveIntegerField()
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()

    class Meta:
        """A position once; found by subject."""

        ordering = ["document", "position"]
        constraints = [models.UniqueConstraint(fields=["document", "position"], name="annex_position")]
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="annex_subject")]

    def __str__(self) -> str:
        """The position."""
        return str(self.position)


class WordTemplate(models.Model):
    """Mẫu lời văn [A] — one version of the wording of a kind of paper, as an institution wrote it in Word."""

    institution = models.ForeignKey(
        "foundation_organizations.Institution", on_delete=models.PROTECT, related_name="word_templates"
    )
    kind = models.CharField(max_length=30)
    version = models.PositiveSmallIntegerField()
    source = models.ForeignKey("foundation_files.StoredFile", on_delete=models.PROTECT, related_name="+")
    tags = models.JSONField(default=list)
    uploaded_at = models.DateTimeField()
    uploaded_by_id = models.BigIntegerField(null=True)

    class Meta:
        """A version once."""

        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["institution", "kind", "version"], name="word_template_version"),
        ]

    def __str__(self) -> str:
        """Kind and version."""
        return f"{self.kind} {self.version}"


class WordTemplateUse(models.Model):
    """Dùng mẫu lời văn [A] — from a moment on this version is used; none means the wording of the software."""

    institution = models.ForeignKey("foundation_organizations.Institution", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30)
    template = models.ForeignKey(WordTemplate, null=True, on_delete=models.PROTECT, related_name="uses")
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)

    class Meta:
        """The last one counts."""

        ordering = ["-id"]
        indexes = [models.Index(fields=["institution", "kind", "id"], name="word_template_in_use")]

    def __str__(self) -> str:
        """Kind and version."""
        return f"{self.kind} {self.template or 'house'}"


class UnfiledScan(models.Model):
    """Bản quét chưa lưu được — pages sent whose paper was not found; kept until a person says what they are."""

    source = models.ForeignKey("foundation_files.StoredFile", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    pages = models.CharField(max_length=60, blank=True)
    fault = models.CharField(max_length=20)
    sent_at = models.DateTimeField()
    sent_by_id = models.BigIntegerField(null=True)
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True)
    settled_by_id = models.BigIntegerField(null=True)

    class Meta:
        """Newest first; what is open is found at once."""

        ordering = ["-id"]
        indexes = [models.Index(fields=["settled_at", "sent_by_id"], name="unfiled_scan_open")]

    def __str__(self) -> str:
        """The name of the file and its pages."""
        return f"{self.name} {self.pages}".strip()
