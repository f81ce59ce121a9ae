"""Mẫu lời văn của cơ sở — uploading a version, taking it into use, and the words it gives to a paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db.models import Max

from boiduong.engines.typesetting import Paper, paper_to_json
from boiduong.engines.word_templates import Wording
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting
from boiduong.foundation.documents.models import Document, WordTemplate, WordTemplateUse
from boiduong.foundation.documents.permissions import can_keep_templates
from boiduong.foundation.documents.queries import (
    WORDED,
    line_tags,
    paper_bytes,
    plain_papers,
    samples_of,
    template_in_use,
)
from boiduong.foundation.documents.services.wording import COURSE_TAGS, INSERT_TAGS, LIST_TAGS, PAPER_TAGS, reworded
from boiduong.foundation.files.rules import DOCX
from boiduong.foundation.files.services import store_upload
from boiduong.foundation.organizations.models import Institution
from boiduong.refusals import Refusal, gettext_noop

LARGEST = 2 * 1024 * 1024


class NoWordingHere(Refusal):
    """Loại giấy không có lời văn riêng."""

    text = gettext_noop("This kind of paper has no wording of its own.")


class NoSampleYet(Refusal):
    """Chưa có văn bản thật để xem thử."""

    text = gettext_noop("No paper of this kind has been drafted yet, so there is nothing to fill the template with.")


class OtherInstitution(Refusal):
    """Mẫu của cơ sở khác."""

    text = gettext_noop("This template belongs to another institution or to another kind of paper.")


def _opened(template: WordTemplate) -> Wording:
    """A stored template; the tags found when it was sent are known to it, whatever papers have today."""
    return Wording(
        template.source.read(),
        texts=[*PAPER_TAGS, *COURSE_TAGS, *template.tags],
        lists=LIST_TAGS,
        inserts=INSERT_TAGS,
    )


def upload_template(
    institution: Institution, *, kind: str, content: bytes, name: str, by: User | None, at: datetime
) -> WordTemplate:
    """Gửi một phiên bản mẫu — read and kept, not yet in use; its tags are those that this kind of paper has.

    Raises NotAllowed, NoWordingHere, what a file and what a template can be refused for.
    """
    require(can_keep_templates(by, institution))
    if kind not in WORDED:
        raise NoWordingHere
    limit = min(LARGEST, settings.UPLOAD_MAX_BYTES)
    stored = store_upload(content, name=name, kinds=(DOCX,), limit=limit, at=at)
    known = line_tags(institution, kind)
    wording = Wording(content, texts=[*PAPER_TAGS, *COURSE_TAGS, *known], lists=LIST_TAGS, inserts=INSERT_TAGS)
    with acting(by, "documents.upload_template", at=at) as act:
        Institution.objects.select_for_update().get(pk=institution.pk)
        rows = WordTemplate.objects.filter(institution=institution, kind=kind)
        version = (rows.aggregate(last=Max("version"))["last"] or 0) + 1
        made = WordTemplate.objects.create(
            institution=institution,
            kind=kind,
            version=version,
            source=stored,
            tags=wording.tags,
            uploaded_at=at,
            uploaded_by_id=by.pk if by else None,
        )
        act.record(made, after={"kind": kind, "version": version, "sha256": stored.sha256})
    return made


def use_template(
    institution: Institution, *, kind: str, template: WordTemplate | None, by: User | None, at: datetime
) -> WordTemplateUse:
    """Dùng một phiên bản — or, with none, the wording of the software again; papers already drafted stay as they are.

    Raises NotAllowed, OtherInstitution.
    """
    require(can_keep_templates(by, institution))
    if template is not None and (template.institution_id != institution.pk or template.kind != kind):
        raise OtherInstitution
    with acting(by, "documents.use_template", at=at) as act:
        made = WordTemplateUse.objects.create(
            institution=institution, kind=kind, template=template, at=at, by_id=by.pk if by else None
        )
        act.record(made, after={"kind": kind, "version": template.version if template else None})
    return made


def preview_template(template: WordTemplate, *, word: bool = False) -> bytes:
    """Xem thử mẫu bằng dữ liệu thật — the newest paper of this kind in the words of the template.

    Raises NoSampleYet, and what a template can be refused for.
    """
    sample = samples_of(template.institution, template.kind).first()
    if sample is None:
        raise NoSampleYet
    papers = reworded(plain_papers(sample), _opened(template), course=sample.facts.get("tags", {}))
    return paper_bytes(papers[-1:], word=word)


def reword(document: Document, papers: Sequence[Paper]) -> list[Paper]:
    """Lời văn của cơ sở cho một văn bản sắp soạn — the version used is noted on it; our own words are kept beside."""
    template = template_in_use(document.issuer_id, document.kind)
    if template is None:
        return list(papers)
    document.template = template
    document.facts = {**document.facts, "plain": [paper_to_json(paper) for paper in papers]}
    return reworded(papers, _opened(template), course=document.facts.get("tags", {}))
