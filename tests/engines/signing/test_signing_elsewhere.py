"""Keys that are not here: remote services, tokens, timestamp authorities; each with a double of the outside world."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from asn1crypto import tsp
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from tests.engines.signing.conftest import NOW, Authority

from boiduong.engines import signing
from boiduong.engines.signing import (
    CloudSignatureService,
    FileSigner,
    HttpTimestampAuthority,
    PdfSigning,
    Post,
    RemoteSigner,
    SignatureWanted,
    TokenPlace,
    TokenSigner,
    verify,
)

LIBRARY = Path("/usr/lib/softhsm/libsofthsm2.so")


class Outside(HTTPServer):
    """A server of this test: answers what it is told and remembers what it was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[tuple[dict[str, str], bytes]] = []
        self.answer: Callable[[bytes], tuple[int, bytes]] = lambda body: (200, body)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/csc/v1/signatures/signHash?x=1"


class Handler(BaseHTTPRequestHandler):
    server: Outside

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append((dict(self.headers), body))
        status, answer = self.server.answer(body)
        self.send_response(status)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: Any) -> None:
        return


@pytest.fixture
def outside() -> Iterator[Outside]:
    server = Outside()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def sign_hash(key: Any) -> Callable[[bytes], tuple[int, bytes]]:
    """What a cloud signature service does with `signHash`."""

    def answer(body: bytes) -> tuple[int, bytes]:
        asked = json.loads(body)
        digest = base64.b64decode(asked["hash"][0])
        ready = Prehashed(hashes.SHA256())
        if asked["signAlgo"] == "1.2.840.10045.4.3.2":
            made = key.sign(digest, ec.ECDSA(ready))
        else:
            made = key.sign(digest, padding.PKCS1v15(), ready)
        return 200, json.dumps({"signatures": [base64.b64encode(made).decode()]}).encode()

    return answer


@pytest.mark.parametrize("kind", ["ec", "rsa"])
def test_cloud_service_signs_a_digest(
    authority: Authority, rsa_key: rsa.RSAPrivateKey, paper: bytes, outside: Outside, kind: str
) -> None:
    key, certificate = authority.issue(key=rsa_key if kind == "rsa" else None)
    outside.answer = sign_hash(key)
    post = Post(outside.address, headers={"Authorization": "Bearer abc"})
    service = CloudSignatureService(post, "credential-1", lambda digest: f"sad-{len(digest)}")
    signed = PdfSigning(RemoteSigner(certificate, service, chain=[authority.certificate])).sign(paper, at=NOW)
    assert verify(signed, trust=authority.trust(), at=NOW).verdict == "valid"
    ((headers, body),) = outside.asked
    asked = json.loads(body)
    assert (asked["credentialID"], asked["SAD"]) == ("credential-1", "sad-32")
    assert headers["Authorization"] == "Bearer abc"
    assert len(base64.b64decode(asked["hash"][0])) == 32


def test_signature_of_another_key_never_reaches_the_paper(authority: Authority, paper: bytes) -> None:
    _, certificate = authority.issue()
    other = authority.signer()
    remote = RemoteSigner(certificate, lambda wanted: other.sign(wanted.data))
    for act in (lambda: PdfSigning(remote).sign(paper, at=NOW), lambda: PdfSigning(remote).try_key(at=NOW)):
        with pytest.raises(signing.SignatureWrong):
            act()


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (500, b"{}", "status 500"),
        (302, b"", "status 302"),
        (200, b"<html>", "no signature"),
        (200, b"{}", "no signature"),
        (200, b'{"signatures": []}', "no signature"),
        (200, b'{"signatures": ["***"]}', "no signature"),
        (200, b"[" * 100_000, "no signature"),
        (200, b"x" * 300_000, "too long"),
    ],
)
def test_service_that_answers_otherwise_refused(outside: Outside, status: int, body: bytes, said: str) -> None:
    outside.answer = lambda _: (status, body)
    service = CloudSignatureService(Post(outside.address), "c", lambda _: "")
    with pytest.raises(signing.SigningServiceFailed, match=said):
        service(SignatureWanted(b"d" * 32, b"", "1.2"))


def test_service_out_of_reach_refused() -> None:
    service = CloudSignatureService(Post("http://127.0.0.1:9/", seconds=1), "c", lambda _: "")
    with pytest.raises(signing.SigningServiceFailed, match="ConnectionRefusedError"):
        service(SignatureWanted(b"d" * 32, b"", "1.2"))


def test_secure_connection_is_what_is_tried(outside: Outside) -> None:
    service = CloudSignatureService(Post(outside.address.replace("http:", "https:"), seconds=2), "c", lambda _: "")
    with pytest.raises(signing.SigningServiceFailed, match="SSL|Connection|Timeout"):
        service(SignatureWanted(b"d" * 32, b"", "1.2"))
    assert outside.asked == []


@pytest.mark.parametrize(
    "address", ["http://tsa.example.vn/", "ftp://127.0.0.1/", "file:///etc/passwd", "", "https://"]
)
def test_address_in_the_clear_refused(address: str) -> None:
    with pytest.raises(ValueError, match="https"):
        Post(address)


def test_timestamp_over_the_wire(
    signer: FileSigner, authority: Authority, tsa: Callable, paper: bytes, outside: Outside
) -> None:
    server = tsa(NOW + timedelta(seconds=9))
    outside.answer = lambda body: (200, server(body))
    signed = PdfSigning(signer, timestamps=HttpTimestampAuthority(Post(outside.address))).sign(paper, at=NOW)
    (found,) = verify(signed, trust=authority.trust(), at=NOW + timedelta(minutes=1)).signatures
    assert (found.stamped, found.at) == (True, NOW + timedelta(seconds=9))
    assert outside.asked[0][0]["Content-Type"] == "application/timestamp-query"


REFUSED = bytes.fromhex("30053003020102")  # status: rejection, and no token


@pytest.mark.parametrize(
    ("status", "body"), [(503, b""), (200, b""), (200, b"<html>"), (200, REFUSED)], ids=["down", "empty", "html", "no"]
)
def test_timestamp_refused(signer: FileSigner, paper: bytes, outside: Outside, status: int, body: bytes) -> None:
    outside.answer = lambda _: (status, body)
    stamped = PdfSigning(signer, timestamps=HttpTimestampAuthority(Post(outside.address)))
    with pytest.raises(signing.TimestampFailed, match="timestamp authority"):
        stamped.sign(paper, at=NOW)


def test_timestamp_of_something_else_refused(signer: FileSigner, tsa: Callable, paper: bytes) -> None:
    server, first = tsa(), []

    def replay(request: bytes) -> bytes:
        first.append(server(request))
        return first[0]

    with pytest.raises(signing.TimestampFailed, match="something else"):
        PdfSigning(signer, timestamps=replay).sign(paper, at=NOW)


@pytest.mark.parametrize("field", ["nonce", "message_imprint"])
def test_timestamp_for_another_question_refused(signer: FileSigner, tsa: Callable, paper: bytes, field: str) -> None:
    server = tsa()

    def other(request: bytes) -> bytes:
        asked = tsp.TimeStampReq.load(request)
        if field == "nonce":
            asked["nonce"] = asked["nonce"].native ^ 1
        else:
            asked["message_imprint"]["hashed_message"] = bytes(32)
        return server(asked.dump(force=True))

    with pytest.raises(signing.TimestampFailed, match="something else"):
        PdfSigning(signer, timestamps=other).sign(paper, at=NOW)


@pytest.fixture(scope="module")
def token(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A software token, made for this run."""
    folder = tmp_path_factory.mktemp("token")
    (folder / "tokens").mkdir()
    settings = folder / "softhsm2.conf"
    settings.write_text(f"directories.tokendir = {folder / 'tokens'}\nobjectstore.backend = file\n")
    before = os.environ.get("SOFTHSM2_CONF")
    os.environ["SOFTHSM2_CONF"] = str(settings)
    made = ["softhsm2-util", "--init-token", "--free", "--label", "truong", "--pin", "1234", "--so-pin", "5678"]
    subprocess.run(made, check=True, capture_output=True)
    yield folder
    if before is None:
        del os.environ["SOFTHSM2_CONF"]
    else:
        os.environ["SOFTHSM2_CONF"] = before


def put(folder: Path, key: Any, label: str) -> None:
    file = folder / f"{label}.pem"
    file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    made = ["softhsm2-util", "--import", str(file), "--token", "truong", "--label", label, "--pin", "1234"]
    number = str(len(list(folder.iterdir()))).zfill(4)
    subprocess.run([*made, "--id", number], check=True, capture_output=True)


def test_token_signs_and_says_what_is_wrong(
    authority: Authority, rsa_key: rsa.RSAPrivateKey, token: Path, paper: bytes
) -> None:
    """One test, because a token library can be opened only once in a process."""
    import pkcs11

    for label, made in (("ec", None), ("rsa", rsa_key)):
        key, certificate = authority.issue(key=made)
        put(token, key, label)
        place = TokenPlace(str(LIBRARY), "truong", label)
        signer = TokenSigner(place, "1234", certificate=certificate, chain=[authority.certificate])
        signed = PdfSigning(signer).sign(paper, at=NOW)
        assert verify(signed, trust=authority.trust(), at=NOW).verdict == "valid"
        with pytest.raises(signing.CertificateMissing):
            TokenSigner(place, "1234")
        stored = {
            pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE,
            pkcs11.Attribute.CERTIFICATE_TYPE: pkcs11.CertificateType.X_509,
            pkcs11.Attribute.LABEL: label,
            pkcs11.Attribute.SUBJECT: certificate.subject.public_bytes(),
            pkcs11.Attribute.VALUE: certificate.public_bytes(serialization.Encoding.DER),
            pkcs11.Attribute.TOKEN: True,
        }
        with pkcs11.lib(str(LIBRARY)).get_token(token_label="truong").open(rw=True) as session:
            session.create_object(stored)
        second = TokenSigner(place, "1234")
        assert second.certificate == certificate
        second.close()
        signer.close()
    with pytest.raises(signing.TokenPinWrong, match="tried once"):
        TokenSigner(TokenPlace(str(LIBRARY), "truong", "ec"), "9999")
    for place in (
        TokenPlace(str(LIBRARY), "truong", "none"),
        TokenPlace(str(LIBRARY), "khác", "ec"),
        TokenPlace("/nowhere/lib.so", "truong", "ec"),
    ):
        with pytest.raises(signing.TokenUnavailable):
            TokenSigner(place, "1234")


def test_token_without_its_package_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pkcs11", None)
    with pytest.raises(signing.TokenUnavailable, match="python-pkcs11 is not installed"):
        TokenSigner(TokenPlace("x", "y", "z"), "1234")
