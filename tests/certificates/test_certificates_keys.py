"""Khóa của nơi cấp — a bad key is refused before anything is numbered; books, lists and badges follow the register."""

from __future__ import annotations

import hashlib
import json
import subprocess
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from openvc.did.base import DidResolverRegistry
from openvc.did.did_web import DidWebResolver
from openvc.errors import OpenvcError
from openvc.verify import VerificationPolicy, verify_credential
from pytest_django.fixtures import Settings

from boiduong.course.delivery.courses.models import Course
from boiduong.course.recognition.certificates.models import (
    CodeKey,
    Credential,
    CredentialSpec,
    Register,
    RevocationIssue,
)
from boiduong.course.recognition.certificates.queries import code_keys, entry_of, key_book, last_list
from boiduong.course.recognition.certificates.rules import KeysUnreadable, read_places
from boiduong.course.recognition.certificates.services import (
    KeyEndsEarlier,
    KeyEntered,
    KeyNotInBook,
    NoBadgeKey,
    NoKeySet,
    badge_token,
    choose_name_shown,
    current_list,
    define_paper,
    end_key,
    enter_key,
    issue,
    issuer_document,
    issuer_keys,
    open_badge,
    replace_for_mistake,
    revocations,
    revoke,
    states_list,
    trusted_roots,
    withdraw_key,
)
from boiduong.engines import credentials, signing
from boiduong.engines.credentials import check_code, check_offline, facts_digest, is_set, new_issuer_key, read_list
from boiduong.engines.credentials import json_ld as credentials_contexts
from boiduong.foundation.people.models import Person
from boiduong.refusals import NotAllowed, ReasonNeeded, Refusal
from recognition_world import judged_world, numbered, recognized_rows
from world import World

pytestmark = pytest.mark.django_db
DAY = date(2025, 7, 14)
BADGES_CONTEXT = Path(credentials.__file__).parent / "contexts" / "open-badges-3.0.3.json"
PASSWORD = "một mật khẩu dài"


@pytest.fixture
def world() -> World:
    """Three real people recognized: papers of a rehearsal never take the school's own key."""
    world = judged_world(sessions=0, marks=False).world
    recognized_rows(world, numbered(world))
    Course.objects.filter(pk=world.course.pk).update(synthetic=False)
    for one in world.enrollments:
        one.person.synthetic = False
        one.person.save()
    world.course.refresh_from_db()
    return world


@pytest.fixture
def spec(world: World, at: datetime) -> CredentialSpec:
    """A certificate of the school."""
    return define_paper(world.course, world.school, "certificate", "Chứng chỉ bồi dưỡng", by=None, at=at)


@pytest.fixture
def keys(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Writes the file of places; returns the folder."""
    settings.KEYS_FILE = tmp_path / "keys.toml"
    settings.CHECK_CODE_SECRET = "x" * 40
    monkeypatch.setenv("SCHOOL_KEY", PASSWORD)

    def write(text: str, **files: bytes) -> Path:
        for name, content in files.items():
            path = tmp_path / name.replace("__", ".")
            path.write_bytes(content)
            path.chmod(0o600)
        (tmp_path / "keys.toml").write_text(text, encoding="utf-8")
        return tmp_path

    return write


def _signer(at: datetime, name: str = "Trường", days: int = 30) -> bytes:
    return signing.make_test_signer(name, at=at, days=days).key_file(PASSWORD).data


SIGNING = '[[signing]]\nissuer = "{issuer}"\nfile = "ky.p12"\npassword = "env:SCHOOL_KEY"\n'


def _named(world: World, more: str = "") -> str:
    return SIGNING.format(issuer=world.institution.code) + more


def test_papers_are_signed_with_the_key_of_the_issuer(
    world: World, spec: CredentialSpec, keys: Callable[..., Path], at: datetime, tmp_path: Path
) -> None:
    """Poppler accepts the signature; the hash of the register is that of the signed bytes."""
    keys(_named(world), ky__p12=_signer(at))
    made = issue(world.course, spec, issued_on=DAY, by=None, at=at)[0]
    content = made.pdf.read()
    assert hashlib.sha256(content).hexdigest() == made.sha256 and content.count(b"%%EOF") == 2
    (tmp_path / "paper.pdf").write_bytes(content)
    said = subprocess.run(["pdfsig", str(tmp_path / "paper.pdf")], capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid" in said and "Total document signed" in said
    (seen,) = signing.signatures_of(content, roots=b"", at=at)
    assert seen.intact and seen.allowed and seen.at == at.isoformat()
    assert made.facts["key"] == "" and "qr" not in made.facts
    digest = facts_digest(made.facts)
    secret_of_the_school = check_code.__globals__["hmac"].digest(b"x" * 40, b"boiduong: ma kiem tra", "sha256")
    assert made.check_code == check_code(secret_of_the_school, number=made.number_text, digest=digest)


WRONG = {
    "no file": "KeysUnreadable",
    "not a key": "KeyFileUnreadable",
    "wrong password": "PasswordWrong",
    "no password": "PasswordWrong",
    "password nowhere": "KeysUnreadable",
    "expired": "CertificateExpired",
    "not yet valid": "CertificateNotYetValid",
    "read by others": "KeyOpenToOthers",
    "another certificate": "KeyOfAnother",
    "key of another certificate": "KeyMismatch",
    "service in the clear": "KeysUnreadable",
    "token without a library": "TokenUnavailable",
}


def test_bad_key_is_refused_before_anything_is_numbered(
    world: World, spec: CredentialSpec, keys: Callable[..., Path], at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One sentence for each fault, no number taken, no file stored."""
    good, text, said = _signer(at), _named(world), {}
    one, other = signing.make_test_signer("a", at=at), signing.make_test_signer("b", at=at)
    certificate = other.certificate.public_bytes(_pem())
    written: dict[str, Callable[[], object]] = {
        "no file": lambda: keys(text),
        "not a key": lambda: keys(text, ky__p12=b"<html>"),
        "wrong password": lambda: (keys(text, ky__p12=good), monkeypatch.setenv("SCHOOL_KEY", "khác")),
        "no password": lambda: keys(text.replace('password = "env:SCHOOL_KEY"', ""), ky__p12=good),
        "password nowhere": lambda: (keys(text, ky__p12=good), monkeypatch.delenv("SCHOOL_KEY")),
        "expired": lambda: keys(text, ky__p12=_signer(at - timedelta(days=90))),
        "not yet valid": lambda: keys(text, ky__p12=_signer(at + timedelta(days=90))),
        "read by others": lambda: (keys(text, ky__p12=good) / "ky.p12").chmod(0o644),
        "another certificate": lambda: keys(text + f'fingerprint = "{"ab" * 32}"\n', ky__p12=good),
        "key of another certificate": lambda: keys(
            f'[[signing]]\nissuer="{world.institution.code}"\nkind="pem"\nfile="k.pem"\ncertificates="c.pem"\n',
            k__pem=_key_pem(one), c__pem=certificate,
        ),
        "service in the clear": lambda: keys(
            f'[[signing]]\nissuer="{world.institution.code}"\nkind="service"\naddress="http://ky.example/"\n'
            'credential="1"\ncertificates="c.pem"\n', c__pem=certificate,
        ),
        "token without a library": lambda: keys(
            f'[[signing]]\nissuer="{world.institution.code}"\nkind="token"\nlibrary="/khong/co.so"\ntoken="T"\nlabel="K"\n'
        ),
    }  # fmt: skip
    for case, write in written.items():
        monkeypatch.setenv("SCHOOL_KEY", PASSWORD)
        write()
        with pytest.raises(Refusal) as caught:
            issue(world.course, spec, issued_on=DAY, by=None, at=at)
        said[case] = type(caught.value).__name__
        assert "%(" not in str(caught.value) and PASSWORD not in str(caught.value)
    assert said == WRONG
    assert not Credential.objects.exists() and not Register.objects.exists()


def _pem() -> object:
    from cryptography.hazmat.primitives.serialization import Encoding

    return Encoding.PEM


def _key_pem(signer: signing.FileSigner) -> bytes:
    from cryptography.hazmat.primitives import serialization as s

    return signer._key.private_bytes(s.Encoding.PEM, s.PrivateFormat.PKCS8, s.NoEncryption())


def test_token_and_service_are_opened_by_their_own_words(world: World, keys: Callable[..., Path], at: datetime) -> None:
    """Only what opens them differs; the port is one."""
    from boiduong.course.recognition.certificates.rules import KeyPlace
    from boiduong.course.recognition.certificates.services.keys import _opening

    signer = signing.make_test_signer("a", at=at)
    keys("", c__pem=signer.certificate.public_bytes(_pem()), crl=b"")
    place = KeyPlace(
        "a", kind="service", address="https://ky.example/", credential="1", certificates="c.pem",
        password="env:SCHOOL_KEY", timestamps="https://tsa.example/", roots="c.pem", revocations=("crl",),
    )  # fmt: skip
    opening = _opening(place)
    assert opening().facts.test and opening.timestamps and opening.revocations == (b"",)
    token = _opening(KeyPlace("a", kind="token", library="/x.so", token="T", label="K"))
    assert isinstance(token.key, signing.TokenKey)


def _qr(world: World, keys: Callable[..., Path], *, file: str = "qr.pem", badge: bool = False) -> tuple[bytes, bytes]:
    key, seal = new_issuer_key(), new_issuer_key("EdDSA")
    text = f'[[qr]]\nissuer = "{world.institution.code}"\nfile = "{file}"\npassword = "file:pass"\n'
    if badge:
        text += f'[[badge]]\nissuer = "{world.institution.code}"\nfile = "badge.pem"\npassword = "file:pass"\n'
    keys(text, **{file.replace(".", "__"): key.pem("x"), "badge__pem": seal.pem("x"), "pass": b"x\n"})
    return key.public.number, seal.public.number


def test_qr_key_must_stand_in_the_book_first(
    world: World, spec: CredentialSpec, keys: Callable[..., Path], at: datetime
) -> None:
    """Publish the key book, then issue: else phones would not know the key."""
    number, _ = _qr(world, keys)
    with pytest.raises(KeyNotInBook):
        issue(world.course, spec, issued_on=DAY, by=None, at=at)
    with pytest.raises(NotAllowed):
        enter_key(world.school, "qr", since=DAY, by=world.users["officer"], at=at)
    with pytest.raises(NoKeySet):
        enter_key(world.school, "badge", since=DAY, by=None, at=at)
    row = enter_key(world.school, "qr", since=DAY + timedelta(days=1), lists=True, by=world.users["records"], at=at)
    assert row.number == number.hex()
    with pytest.raises(KeyEntered):
        enter_key(world.school, "qr", since=DAY, by=None, at=at)
    with pytest.raises(KeyNotInBook):  # a paper dated before the key was in use
        issue(world.course, spec, issued_on=DAY, by=None, at=at)
    made = issue(world.course, spec, issued_on=DAY + timedelta(days=1), by=None, at=at)[0]
    assert made.facts["key"] == number.hex() and len(made.facts["qr"]) < 600
    said = check_offline(made.facts["qr"], book=key_book(trials=False))
    assert (said.state, said.issuer) == ("valid", "Trường Chính trị tỉnh Thử")
    assert said.claims is not None and (said.claims.number, said.claims.test) == (made.number_text, False)


def test_rotation_and_withdrawal(world: World, spec: CredentialSpec, keys: Callable[..., Path], at: datetime) -> None:
    """Old papers keep their old key; a withdrawn key answers for nothing without a network."""
    _qr(world, keys)
    old = enter_key(world.school, "qr", since=DAY, lists=True, by=None, at=at)
    first = issue(world.training_class, spec, issued_on=DAY, by=None, at=at, only=[_row(world, 0)])[0]
    end_key(old, on=DAY, by=None, at=at)
    with pytest.raises(KeyEndsEarlier):
        end_key(old, on=DAY, by=None, at=at)
    with pytest.raises(KeyNotInBook):
        issue(world.course, spec, issued_on=DAY + timedelta(days=1), by=None, at=at)
    _qr(world, keys, file="qr2.pem")
    new = enter_key(world.school, "qr", since=DAY + timedelta(days=1), lists=True, by=None, at=at)
    second = issue(world.course, spec, issued_on=DAY + timedelta(days=1), by=None, at=at)[0]
    states = [check_offline(one.facts["qr"], book=key_book(trials=False)).state for one in (first, second)]
    assert states == ["valid", "valid"] and first.facts["key"] != second.facts["key"]
    with pytest.raises(ReasonNeeded):
        withdraw_key(new, reason=" ", by=None, at=at)
    withdraw_key(new, reason="Mất máy", by=None, at=at)
    with pytest.raises(KeyEndsEarlier):
        withdraw_key(CodeKey.objects.get(pk=new.pk), reason="lần nữa", by=None, at=at)
    assert check_offline(second.facts["qr"], book=key_book(trials=False)).state == "withdrawn_key"
    assert check_offline(first.facts["qr"], book=key_book(trials=False)).state == "valid"
    assert entry_of(code_keys(world.school)[0]).until == DAY
    assert [one["kid"] for one in issuer_keys(world.school)["keys"]] == [old.number]


def _row(world: World, place: int) -> int:
    from boiduong.course.recognition.awards.models import RecognitionRow

    return RecognitionRow.objects.get(enrollment=world.enrollments[place]).pk


def test_code_of_another_issuer_or_of_a_rehearsal(
    world: World, spec: CredentialSpec, keys: Callable[..., Path], at: datetime
) -> None:
    """A stranger's code names our paper and is not believed; a test key is believed nowhere but in a trial."""
    from boiduong.engines.credentials import OfflineClaims, offline_code

    _qr(world, keys)
    enter_key(world.school, "qr", since=DAY, by=None, at=at)
    stranger = new_issuer_key()
    claims = OfflineClaims("CHỨNG CHỈ", "0001/2025/CC-TCT", "Kẻ Gian", "Khóa", DAY)
    assert check_offline(offline_code(claims, stranger), book=key_book(trials=True)).state == "unknown_key"
    Course.objects.filter(pk=world.course.pk).update(synthetic=True)
    again = CredentialSpec.objects.select_related("course__institution", "issuer").get()
    trial = issue(world.course, again, issued_on=DAY, by=None, at=at)[0]
    assert trial.facts["key"] and check_offline(trial.facts["qr"], book=key_book(trials=False)).state == "unknown_key"
    said = check_offline(trial.facts["qr"], book=key_book(trials=True))
    assert said.state == "valid" and said.issuer.startswith("KHÓA THỬ: ")
    assert said.claims is not None and said.claims.test


def test_list_of_revocations_is_signed_again(
    world: World, spec: CredentialSpec, keys: Callable[..., Path], at: datetime, settings: Settings
) -> None:
    """After each revocation and once a day; without a key the last one stays."""
    settings.DEMO = False
    assert current_list(at=at) is None
    _qr(world, keys)
    enter_key(world.school, "qr", since=DAY, lists=True, by=None, at=at)
    one, two, three = issue(world.course, spec, issued_on=DAY, by=None, at=at)
    first = current_list(at=at)
    assert first is not None and (first.sequence, first.papers) == (1, 0)
    assert current_list(at=at + timedelta(hours=1)) == first
    revoke(one, ground="fraud", reason="Học hộ", document=numbered(world, "30/QĐ-TCT"), by=None, at=at)
    Person.objects.filter(pk=two.row.enrollment.person_id).update(full_name="Nguyễn Văn Đúng")
    replace_for_mistake(two, reason="Sai tên", issued_on=DAY, by=None, at=at)
    second = current_list(at=at + timedelta(hours=1))
    assert second is not None and (second.sequence, second.papers) == (2, 2)
    listed, book = read_list(bytes(second.content), book=key_book(trials=False)), key_book(trials=False)
    states = [check_offline(c.facts["qr"], book=book, revoked=listed).state for c in (one, two, three)]
    assert states == ["revoked", "replaced", "valid"]
    third = current_list(at=at + timedelta(days=2))
    assert third is not None and third.sequence == 3
    (Path(settings.KEYS_FILE)).unlink()
    assert current_list(at=at + timedelta(days=9)) == third == last_list()
    assert RevocationIssue.objects.count() == 3


def test_two_processes_sign_one_list(world: World, keys: Callable[..., Path], at: datetime, settings: Settings) -> None:
    """Both have read that there is none yet: the second takes what the first has signed."""
    settings.DEMO = False
    _qr(world, keys)
    enter_key(world.school, "qr", since=DAY, lists=True, by=None, at=at)
    first = revocations._sealed(None, up_to=0, at=at)
    assert first is not None and first.sequence == 1
    assert revocations._sealed(None, up_to=0, at=at + timedelta(seconds=1)) == first
    assert RevocationIssue.objects.count() == 1


def test_key_not_meant_for_lists_signs_none(
    world: World, keys: Callable[..., Path], at: datetime, settings: Settings
) -> None:
    settings.DEMO = False
    _qr(world, keys)
    enter_key(world.school, "qr", since=DAY, lists=False, by=None, at=at)
    assert current_list(at=at) is None and not RevocationIssue.objects.exists()


def test_key_that_cannot_be_opened_signs_no_list(
    world: World, keys: Callable[..., Path], at: datetime, settings: Settings
) -> None:
    """The page of keys says why; phones keep the last list."""
    _qr(world, keys)
    enter_key(world.school, "qr", since=DAY, lists=True, by=None, at=at)
    (Path(settings.KEYS_FILE).parent / "qr.pem").chmod(0o644)
    assert current_list(at=at) is None


def test_open_badge_is_what_an_independent_verifier_takes(
    world: World, spec: CredentialSpec, keys: Callable[..., Path], at: datetime, settings: Settings
) -> None:
    """Proof and token under the key of the issuer's page; the list tells the revoked one apart."""
    settings.DEMO = False
    settings.SITE_ADDRESS = "https://truong.example.vn"
    made = issue(world.course, spec, issued_on=DAY, by=None, at=at)
    with pytest.raises(NoBadgeKey):
        open_badge(made[0], at=at)
    with pytest.raises(NoBadgeKey):
        states_list(world.school, 0, at=at)
    _qr(world, keys, badge=True)
    key = enter_key(world.school, "badge", since=DAY, by=None, at=at)
    badge, token = open_badge(made[0], at=at), badge_token(made[0], at=at, form="claim")
    document = issuer_document(world.school)
    assert document["id"] == f"did:web:truong.example.vn:noi-cap:{world.school.pk}"
    assert badge["credentialSubject"]["achievement"]["humanCode"] == made[0].number_text
    assert _judged(badge, world, at) == _judged(token, world, at) == document["id"]
    badge["credentialSubject"]["achievement"]["humanCode"] = "0002/2025/CC-TCT"
    with pytest.raises(OpenvcError):
        _judged(badge, world, at)
    revoke(made[0], ground="fraud", reason="x", document=numbered(world, "31/QĐ-TCT"), by=None, at=at)
    with pytest.raises(OpenvcError):
        _judged(open_badge(made[0], at=at), world, at)
    listed = states_list(world.school, 0, at=at)["credentialSubject"]["encodedList"]
    places = [int(open_badge(one, at=at)["credentialStatus"]["statusListIndex"]) for one in made]
    assert [is_set(listed, place) for place in places] == [True, False, False]
    withdraw_key(key, reason="Lộ", by=None, at=at)
    with pytest.raises(NoBadgeKey):
        open_badge(made[0], at=at)
    assert issuer_document(world.school)["verificationMethod"] == []


def _judged(credential: object, world: World, at: datetime) -> str:
    """What a verifier that is not ours says: it asks the issuer's page for the key and the list for the state."""
    contexts = {credentials_contexts.BADGES: json.loads(BADGES_CONTEXT.read_text(encoding="utf-8"))}

    def page(address: str) -> object:
        assert address == f"https://truong.example.vn/noi-cap/{world.school.pk}/did.json"
        return issuer_document(world.school)

    def states(address: str) -> object:
        assert address == f"https://truong.example.vn/noi-cap/{world.school.pk}/trang-thai/0.json"
        return states_list(world.school, 0, at=at)

    said = verify_credential(
        credential, policy=VerificationPolicy(require_status=True, now=at), extra_contexts=contexts,
        resolver=DidResolverRegistry([DidWebResolver(page)]), resolve_status_list=states,
    )  # fmt: skip
    return str(said.issuer)


def test_trial_badge_needs_no_file(at: datetime) -> None:
    """In a rehearsal the badge is signed with the test key; in a school's own installation it is not."""
    world = judged_world(sessions=0, marks=False).world
    recognized_rows(world, numbered(world))
    spec = define_paper(world.course, world.school, "certificate", by=None, at=at)
    made = issue(world.course, spec, issued_on=DAY, by=None, at=at)[0]
    assert open_badge(made, at=at)["issuer"]["name"].startswith("KHÓA THỬ: ")
    assert states_list(world.school, 0, at=at)["issuer"]["name"].startswith("KHÓA THỬ: ")


def test_choice_of_names(world: World, at: datetime) -> None:
    """Another word is a mistake of the program; another person has no right."""
    with pytest.raises(ValueError, match="secret"):
        choose_name_shown(world.school, "secret", by=None, at=at)
    with pytest.raises(NotAllowed):
        choose_name_shown(world.school, "none", by=world.users["clerk"], at=at)


@pytest.mark.parametrize(
    "text",
    [
        "[[signing",
        "signing = 1",
        "[[sining]]\nissuer='a'",
        "[[signing]]\nissuer='a'\nfile='b'\npasword='env:X'",
        "[[signing]]\nissuer='a'\nkind='floppy'\nfile='b'",
        "[[signing]]\nissuer='a'\nkind='pem'\nfile='b'",
        "[[signing]]\nfile='b'",
        "[[qr]]\nissuer='a'\nkind='token'\nfile='b'",
        "[[qr]]\nissuer='a'\nfile=3",
        "[[signing]]\nissuer='a'\nfile='b'\nrevocations='c'",
    ],
)
def test_file_of_places_is_read_strictly(text: str) -> None:
    """A word mistyped is told, never passed over."""
    with pytest.raises(KeysUnreadable):
        read_places(text)


def test_file_of_places_that_cannot_be_read(keys: Callable[..., Path], settings: Settings) -> None:
    """Not text, or not a file; roots are joined."""
    folder = keys("")
    (folder / "keys.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(KeysUnreadable):
        trusted_roots()
    keys('[[signing]]\nissuer="a"\nfile="b"\nroots="r"\n[[signing]]\nissuer="b"\nfile="b"\n', r=b"R")
    assert trusted_roots() == b"R"
