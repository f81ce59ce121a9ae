"""Ký PDF — PAdES signatures as an incremental update: the bytes of the paper stay as they were."""

from __future__ import annotations

import asyncio
import io
import zlib
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import algos, tsp, x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, SimpleBoxLayoutRule
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.attributes import CMSAttributeProvider, SignedAttributeProviderSpec, SigningCertificateV2Provider
from pyhanko.sign.fields import InvisSigSettings, MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError, as_signing_certificate_v2
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.signers.pdf_cms import Signer as CmsSigner
from pyhanko.sign.signers.pdf_signer import DSSContentSettings, PdfSigningSession, SigDSSPlacementPreference
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.errors import PathBuildingError, ValidationError
from pyhanko_certvalidator.registry import SimpleCertificateStore

from boiduong.engines.signing.certificates import CertificateFacts, KeyPolicy, check_certificate, facts_of, subject_of
from boiduong.engines.signing.keys import Signer, check_signature
from boiduong.engines.signing.marks import Drawing, VisibleMark
from boiduong.engines.signing.refusals import (
    CertificateUntrusted,
    MarkOutside,
    PdfLocked,
    PdfUnreadable,
)
from boiduong.engines.signing.structure import tag_field
from boiduong.engines.signing.timestamps import Stamper, TimestampAuthority
from boiduong.engines.signing.trust import TrustStore, asn1, context
from boiduong.refusals import Label, gettext_noop

POINTS = 72 / 25.4
ENCRYPTED = Label(gettext_noop("it is encrypted"))
CLOSED = Label(gettext_noop("an earlier signature closed it"))
TAKEN = Label(gettext_noop("its signature field is used already"))
LONGEST_ECDSA = 139  # bytes in DER, of P-521


@dataclass(frozen=True, slots=True)
class SignatureWish:
    """Yêu cầu ký — what is written into the signature; `closing` forbids any further signature or change."""

    field: str = "ChuKySo"
    name: str = ""
    reason: str = ""
    place: str = ""
    contact: str = ""
    mark: VisibleMark | None = None
    closing: bool = False


class PdfSigning:
    """Việc ký PDF — one key for many files; sizes and parsed certificates are kept between them.

    Level B-B; B-T with `timestamps`; B-LT with `timestamps` and `evidence` (roots and revocation lists, which are
    then put into the file). Not shared between threads.
    """

    def __init__(
        self,
        signer: Signer,
        *,
        timestamps: TimestampAuthority | None = None,
        evidence: TrustStore | None = None,
        policy: KeyPolicy | None = None,
    ) -> None:
        """Join a key with what else is needed; nothing is asked of anybody yet."""
        self._signer = signer
        self._cms = _Bridge(signer)
        self._stamper = Stamper(timestamps) if timestamps is not None else None
        self._evidence = evidence
        self._policy = policy
        self._reserved = 0

    @property
    def facts(self) -> CertificateFacts:
        """Chứng thư số của khóa — whose it is and until when."""
        return facts_of(self._signer.certificate)

    def check(self, *, at: datetime) -> None:
        """Kiểm tra trước khi cấp — ask this before anything is numbered or issued.

        Raises CertificateNotYetValid, CertificateExpired, CertificateWrongUse, KeyWeak, CertificateRevoked.
        """
        trust = self._evidence or TrustStore()
        issuers = (*self._signer.chain, *trust.others, *trust.roots)
        check_certificate(
            self._signer.certificate, at=at, policy=self._policy, issuers=issuers, crls=trust.parsed_crls()
        )

    def try_key(self, *, at: datetime) -> None:
        """Thử khóa — `check`, then a signature over a few bytes that goes nowhere; raises any KeyUnusable."""
        self.check(at=at)
        data = b"boiduong: thu khoa"
        check_signature(self._signer.certificate, data, self._signer.sign(data))

    def sign(self, pdf: bytes, *, at: datetime, wish: SignatureWish | None = None) -> bytes:
        """Ký một tệp — the file as given followed by one signed revision; `at` is the time the signature states.

        Raises what `check` raises, and SignatureWrong, TokenUnavailable, SigningServiceFailed, TimestampFailed,
        CertificateUntrusted, PdfUnreadable, PdfLocked, MarkOutside.
        """
        self.check(at=at)
        try:
            return asyncio.run(self._signed(pdf, at=at, wish=wish or SignatureWish()))
        except (PdfError, ValueError, KeyError, TypeError, IndexError, RecursionError, zlib.error) as error:
            raise PdfUnreadable from error

    async def _signed(self, pdf: bytes, *, at: datetime, wish: SignatureWish) -> bytes:
        writer = _Revision(io.BytesIO(pdf))
        _check_open(writer, wish)
        session = self._session(writer, at=at, wish=wish)
        try:
            known = await session.perform_presign_validation(writer)
        except (SigningError, PathBuildingError, ValidationError) as error:
            raise CertificateUntrusted(subject=subject_of(self._signer.certificate)) from error
        if not self._reserved:
            self._reserved = await session.estimate_signature_container_size(known, tight=False)
        prepared = session.prepare_tbs_document(known, self._reserved)
        digest, output = prepared.digest_tbs_document()
        signed = await prepared.perform_signature(
            digest.document_digest, pdf_cms_signed_attrs=PdfCMSSignedAttributes(signing_time=at)
        )
        await signed.post_signature_processing(output)
        output.seek(0)
        return bytes(output.read())

    def _session(self, writer: IncrementalPdfFileWriter, *, at: datetime, wish: SignatureWish) -> PdfSigningSession:
        lasting = self._stamper is not None and self._evidence is not None
        trusted = context(self._evidence, at=at, revocation="require") if lasting and self._evidence else None
        meta = PdfSignatureMetadata(
            field_name=wish.field,
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            name=wish.name or None,
            reason=wish.reason or None,
            location=wish.place or None,
            contact_info=wish.contact or None,
            certify=wish.closing,
            docmdp_permissions=MDPPerm.NO_CHANGES,
            embed_validation_info=lasting,
            validation_context=trusted,
            signer_key_usage=set(),
            dss_settings=DSSContentSettings(
                include_vri=False, placement=SigDSSPlacementPreference.TOGETHER_WITH_SIGNATURE
            ),
        )
        style = None
        if wish.mark is not None:
            whole = SimpleBoxLayoutRule(AxisAlignment.ALIGN_MID, AxisAlignment.ALIGN_MID)
            drawing = Drawing(wish.mark.drawing)
            style = StaticStampStyle(background=drawing, background_layout=whole, border_width=0)
        signing = PdfSigner(
            meta, self._cms, timestamper=self._stamper, stamp_style=style, new_field_spec=_field(writer, wish)
        )
        session = signing.init_signing_session(writer)
        session.system_time = at
        if wish.mark is not None:
            page, _ = writer.find_page_for_modification(wish.mark.page - 1)
            tag_field(writer, session.sig_field, page)
        return session


class _Revision(IncrementalPdfFileWriter):
    """A revision that leaves the document's own metadata alone: they tell of the paper, and the clock is not asked."""

    def _update_meta(self) -> None:
        return


class _CertificateNamed(SigningCertificateV2Provider, SignedAttributeProviderSpec):
    """The attribute that names the certificate, encoded once for all files: the one PAdES wants beside the digest."""

    def __init__(self, certificate: x509.Certificate) -> None:
        super().__init__(certificate)
        self._encoded = as_signing_certificate_v2(certificate).dump()

    async def build_attr_value(self, dry_run: bool = False) -> tsp.SigningCertificateV2:
        return tsp.SigningCertificateV2.load(self._encoded)

    def signed_attr_providers(self, data_digest: bytes, digest_algorithm: str) -> list[CMSAttributeProvider]:
        return [self]


class _Bridge(CmsSigner):
    """Lets the library sign with any key of ours, and looks at what came back before using it."""

    def __init__(self, signer: Signer) -> None:
        elliptic = isinstance(signer.certificate.public_key(), ec.EllipticCurvePublicKey)
        algorithm = "sha256_ecdsa" if elliptic else "sha256_rsa"
        known = SimpleCertificateStore()
        known.register_multiple([asn1(one) for one in signer.chain])
        super().__init__(
            signing_cert=asn1(signer.certificate),
            cert_registry=known,
            signature_mechanism=algos.SignedDigestAlgorithm({"algorithm": algorithm}),
            embed_roots=True,
        )
        self._signer = signer
        self.signed_attr_prov_spec = _CertificateNamed(self.signing_cert)

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        if dry_run:
            key = self._signer.certificate.public_key()
            return bytes(key.key_size // 8 if isinstance(key, rsa.RSAPublicKey) else LONGEST_ECDSA)
        signature = self._signer.sign(data)
        check_signature(self._signer.certificate, data, signature)
        return signature


def _check_open(writer: IncrementalPdfFileWriter, wish: SignatureWish) -> None:
    reader = writer.prev
    if reader.encrypted:
        raise PdfLocked(fault=ENCRYPTED)
    for earlier in reader.embedded_regular_signatures:
        if earlier.field_name == wish.field:
            raise PdfLocked(fault=TAKEN)
        if wish.closing or earlier.docmdp_level == MDPPerm.NO_CHANGES:
            raise PdfLocked(fault=CLOSED)


def _field(writer: IncrementalPdfFileWriter, wish: SignatureWish) -> SigFieldSpec:
    """An invisible field lies outside the page, as PDF/A and PDF/UA together ask; a visible one stands in its box."""
    label = wish.reason or wish.name or wish.field
    if wish.mark is None:
        outside = InvisSigSettings(set_print_flag=True, set_hidden_flag=False, box_out_of_bounds=True)
        return SigFieldSpec(wish.field, invis_sig_settings=outside, readable_field_name=label)
    box = _box(writer, wish.mark)
    return SigFieldSpec(wish.field, on_page=wish.mark.page - 1, box=box, readable_field_name=label)


def _box(writer: IncrementalPdfFileWriter, mark: VisibleMark) -> tuple[int, int, int, int]:
    """Millimeters from the top left into points from the bottom left. Raises MarkOutside."""
    pages = int(writer.root["/Pages"]["/Count"])
    if not 1 <= mark.page <= pages:
        raise MarkOutside(page=mark.page)
    page = writer.find_page_for_modification(mark.page - 1)[0].get_object()
    while "/MediaBox" not in page:
        page = page["/Parent"]
    left, bottom, right, top = (float(side) for side in page["/MediaBox"])
    x, y = left + mark.left * POINTS, top - mark.top * POINTS
    box = (x, y - mark.height * POINTS, x + mark.width * POINTS, y)
    inside = left <= box[0] < box[2] <= right and bottom <= box[1] < box[3] <= top
    if not inside:
        raise MarkOutside(page=mark.page)
    return (round(box[0]), round(box[1]), round(box[2]), round(box[3]))
