"""Kiểm tra chữ ký — whose signature, when, over how much of the file, and trusted by which root."""

from __future__ import annotations

import asyncio
import hashlib
import io
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from cryptography import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESFailure, AdESIndeterminate
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature, async_validate_pdf_signature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator.authority import TrustAnchor

from boiduong.engines.signing.certificates import CertificateFacts, facts_of, may_sign, revoked_on
from boiduong.engines.signing.changes import EVIDENCE, LOOSE, changes_after
from boiduong.engines.signing.refusals import PdfUnreadable
from boiduong.engines.signing.trust import TrustStore, context
from boiduong.refusals import Label

Trust = Literal["trusted", "expired", "revoked", "not_yet_valid", "unknown"]
Verdict = Literal["valid", "untrusted", "altered", "broken", "unsigned"]
LARGEST = 20 * 1024 * 1024
MOST_REVISIONS = 40  # a paper of ours has two to four; each further one costs a comparison
ANY_USE = KeyUsageConstraints(key_usage=set())  # the use is judged here, as before signing
REVOKED = (AdESFailure.REVOKED, AdESIndeterminate.REVOKED_NO_POE, AdESIndeterminate.REVOKED_CA_NO_POE)


@dataclass(frozen=True, slots=True)
class SignatureReport:
    """Kết quả một chữ ký — `at` is proven by a trusted third party when `stamped`, else only claimed by the signer.

    `intact`: the signed bytes are as they were. `whole`: nothing follows them. `later`: what was added afterwards;
    `allowed` when that is only evidence or a further signature. `trust` "expired": good at the claimed time, but no
    timestamp proves that time and the certificate has ended since.
    """

    field: str
    signer: CertificateFacts
    at: datetime | None
    stamped: bool
    intact: bool
    whole: bool
    later: tuple[Label, ...]
    allowed: bool
    trust: Trust
    root: str
    reason: str
    place: str


@dataclass(frozen=True, slots=True)
class Verification:
    """Kết quả kiểm tra một tệp — SHA-256 of its bytes, how often it was added to, and each signature in order."""

    sha256: str
    revisions: int
    signatures: tuple[SignatureReport, ...]

    @property
    def verdict(self) -> Verdict:
        """Kết luận — the worst of what was found: unsigned, broken, altered, untrusted, else valid."""
        if not self.signatures:
            return "unsigned"
        if not all(one.intact for one in self.signatures):
            return "broken"
        if not all(one.allowed for one in self.signatures):
            return "altered"
        if not all(one.trust == "trusted" for one in self.signatures):
            return "untrusted"
        return "valid"


def verify(pdf: bytes, *, trust: TrustStore, at: datetime) -> Verification:
    """Kiểm tra tệp PDF — hostile files included; nothing is fetched. Raises PdfUnreadable.

    `at` is now: it judges claimed times and expiry.
    """
    if len(pdf) > LARGEST:
        raise PdfUnreadable
    try:
        reader = PdfFileReader(io.BytesIO(pdf))
        if reader.encrypted or reader.xrefs.total_revisions > MOST_REVISIONS:
            raise PdfUnreadable
        reports = [_report(one, reader, trust, at) for one in reader.embedded_regular_signatures]
        return Verification(hashlib.sha256(pdf).hexdigest(), reader.xrefs.total_revisions, _answered_for(reports))
    except Exception as error:  # a hostile file can make the library stumble anywhere; the cause is kept
        raise PdfUnreadable from error


def _answered_for(reports: list[SignatureReport]) -> tuple[SignatureReport, ...]:
    """An addition between two signatures is allowed only if the last one covers it, so that somebody answers for it."""
    if reports and reports[-1].later and set(reports[-1].later) != {EVIDENCE}:
        return tuple(replace(one, allowed=False) for one in reports)
    return tuple(reports)


def _report(signature: EmbeddedPdfSignature, reader: PdfFileReader, trust: TrustStore, at: datetime) -> SignatureReport:
    claimed = signature.self_reported_timestamp
    stamp = _stamped_at(signature)
    status = _validated(signature, reader, trust, stamp or _possible(claimed, at))
    proven = status.timestamp_validity
    stamped = stamp is not None and proven is not None and proven.valid and proven.trusted
    if stamp is not None and not stamped:  # a stamp that nobody trusts proves nothing
        status = _validated(signature, reader, trust, _possible(claimed, at))
    whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    level = status.modification_level
    later = () if whole else changes_after(reader, signature.signed_revision) or (LOOSE,)
    certificate = x509.load_der_x509_certificate(signature.signer_cert.dump())
    path = status.validation_path
    return SignatureReport(
        field=signature.field_name,
        signer=facts_of(certificate),
        at=stamp if stamped else claimed,
        stamped=stamped,
        intact=status.intact and status.valid,
        whole=whole,
        later=later,
        allowed=whole or _allowed(status, level),
        trust=_trust(status, certificate, trust, proven=stamp if stamped else None, at=at),
        root=_name(path.trust_anchor) if status.trusted and path is not None else "",
        reason=str(signature.sig_object.get("/Reason", "")),
        place=str(signature.sig_object.get("/Location", "")),
    )


def _name(anchor: TrustAnchor) -> str:
    named = anchor.authority.name.native
    return str(named.get("common_name") or anchor.authority.name.human_friendly)


def _possible(claimed: datetime | None, at: datetime) -> datetime:
    """The claimed time, unless none is claimed or it lies in the future."""
    return claimed if claimed is not None and claimed.tzinfo is not None and claimed <= at else at


def _stamped_at(signature: EmbeddedPdfSignature) -> datetime | None:
    """The time in the timestamp token; two tokens could name two times, so they count as none."""
    tokens = list(extract_tst_data_iter(signature.signer_info, signed=False))
    if len(tokens) != 1:
        return None
    moment: datetime = tokens[0]["encap_content_info"]["content"].parsed["gen_time"].native
    return moment


def _validated(
    signature: EmbeddedPdfSignature, reader: PdfFileReader, trust: TrustStore, moment: datetime
) -> PdfSignatureStatus:
    judged = context(_with_kept(reader, trust), at=moment, revocation="soft-fail")
    return asyncio.run(async_validate_pdf_signature(signature, judged, judged, key_usage_settings=ANY_USE))


def _with_kept(reader: PdfFileReader, trust: TrustStore) -> TrustStore:
    """The store and what the file brings along as evidence; roots come from the store alone."""
    try:
        kept = DocumentSecurityStore.read_dss(reader)
    except NoDSSFoundError:
        return trust
    certificates = tuple(x509.load_der_x509_certificate(one.dump()) for one in kept.load_certs())
    crls = tuple(bytes(one.get_object().data) for one in kept.crls)
    ocsps = tuple(bytes(one.get_object().data) for one in kept.ocsps)
    return TrustStore(trust.roots, trust.others + certificates, trust.crls + crls, trust.ocsps + ocsps)


def _allowed(status: PdfSignatureStatus, level: ModificationLevel | None) -> bool:
    """Evidence always; a further signature unless the first one closed the file."""
    if level is None or not status.docmdp_ok:
        return False
    return bool(level <= ModificationLevel.FORM_FILLING)


def _trust(
    status: PdfSignatureStatus,
    certificate: x509.Certificate,
    trust: TrustStore,
    *,
    proven: datetime | None,
    at: datetime,
) -> Trust:
    """Judged at the proven time; a time only claimed is judged today: what befell the key since counts against it."""
    revoked = revoked_on(certificate, issuers=(*trust.roots, *trust.others), crls=trust.parsed_crls())
    if status.trust_problem_indic in REVOKED or (revoked is not None and revoked <= (proven or at)):
        return "revoked"
    if certificate.not_valid_before_utc > at:
        return "not_yet_valid"
    if status.trust_problem_indic == AdESIndeterminate.OUT_OF_BOUNDS_NO_POE:
        return "expired"
    if not status.trusted or not may_sign(certificate):
        return "unknown"
    return "expired" if proven is None and certificate.not_valid_after_utc < at else "trusted"
