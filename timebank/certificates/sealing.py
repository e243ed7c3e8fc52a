"""The seal: an electronic signature in the file itself (PAdES B-B), as an incremental update that leaves PDF/A intact.

The key comes from the installation (SHOUWANG_CERTIFICATE_KEY and …_CERT, PEM files); the embedded one makes a key of
its own at first use, for trying: it proves that nothing was changed and not who issued the paper.
"""

from __future__ import annotations

import functools
import io
import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from django.conf import settings

from timebank.documents.errors import SealMissing

FIELD = "Seal"
DEMO_NAME = "Shouwang self-made key, proves no issuer"
DEMO_YEARS = 10


@dataclass(frozen=True)
class Seal:
    """A private key with its certificate and those above it, DER."""

    key: bytes
    certificate: bytes
    chain: tuple[bytes, ...] = ()
    self_made: bool = False


def seal_on(pdf: bytes, *, reason: str, place: str = "") -> bytes:
    """The file with the signature appended to it. Raises `SealMissing`."""
    # Slow to import (0.4 s), and needed by few processes.
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    class KeepingMetadata(IncrementalPdfFileWriter):
        """pyHanko would write the XMP anew, and not in the form that PDF/A asks of extension schemas."""

        def _update_meta(self) -> None:
            """What typst wrote stays as it is."""

    seal = installation_seal()
    store = SimpleCertificateStore()
    store.register_multiple(asn1_x509.Certificate.load(der) for der in seal.chain)
    signer = signers.SimpleSigner(
        signing_cert=asn1_x509.Certificate.load(seal.certificate),
        signing_key=asn1_keys.PrivateKeyInfo.load(seal.key),
        cert_registry=store,
    )
    metadata = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
        reason=reason,
        location=place or None,
    )
    out = signers.sign_pdf(KeepingMetadata(io.BytesIO(pdf)), metadata, signer=signer)
    return bytes(out.getvalue())


def installation_seal() -> Seal:
    """The key that is in force. Raises `SealMissing` with what is wrong and how to mend it."""
    return _seal(
        settings.CERTIFICATE_KEY_FILE,
        settings.CERTIFICATE_CERT_FILE,
        settings.CERTIFICATE_KEY_PASSWORD,
        str(settings.CERTIFICATE_DEMO_KEYS or ""),
    )


@functools.lru_cache(maxsize=2)
def _seal(key_file: str, cert_file: str, password: str, demo_folder: str) -> Seal:
    if key_file or cert_file:
        return _read(Path(key_file), Path(cert_file), password)
    if not demo_folder:
        raise SealMissing(
            "SHOUWANG_CERTIFICATE_KEY and SHOUWANG_CERTIFICATE_CERT are not set: certificates cannot be issued. An "
            "installation with DATABASE_URL brings its own key; see docs/deploy.md."
        )
    key, certificate = Path(demo_folder) / "certificate_key.pem", Path(demo_folder) / "certificate.pem"
    if not key.exists():
        _make(key)
    seal = _read(key, key, "", self_made=True)
    if not certificate.exists():
        # For whoever wants to trust it in a PDF reader.
        certificate.write_bytes(
            x509.load_der_x509_certificate(seal.certificate).public_bytes(serialization.Encoding.PEM)
        )
    return seal


def _read(key_file: Path, cert_file: Path, password: str, *, self_made: bool = False) -> Seal:
    try:
        key = serialization.load_pem_private_key(key_file.read_bytes(), password.encode() or None)
        found = x509.load_pem_x509_certificates(cert_file.read_bytes())
    except (OSError, ValueError, TypeError) as error:
        raise SealMissing(
            f"The key or certificate of SHOUWANG_CERTIFICATE_KEY/_CERT cannot be read: {error}"
        ) from error
    if not isinstance(key, rsa.RSAPrivateKey):
        # Signatures on elliptic curves came with PDF 2.0, and PDF/A-2 is PDF 1.7.
        raise SealMissing("SHOUWANG_CERTIFICATE_KEY is no RSA key: other kinds do not fit into PDF/A-2.")
    if found[0].public_key() != key.public_key():
        raise SealMissing(
            "The first certificate in SHOUWANG_CERTIFICATE_CERT does not belong to SHOUWANG_CERTIFICATE_KEY."
        )
    der = [certificate.public_bytes(serialization.Encoding.DER) for certificate in found]
    return Seal(
        key=key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ),
        certificate=der[0],
        chain=tuple(der[1:]),
        self_made=self_made,
    )


def _make(path: Path) -> None:
    """A key with a certificate signed by itself, in one file (mode 600). Of two processes at once, one key survives."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=3072)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, DEMO_NAME)])
    now = datetime.now(UTC)
    no = dict.fromkeys(
        ("key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign"), False
    )
    usage = x509.KeyUsage(
        digital_signature=True, content_commitment=True, encipher_only=False, decipher_only=False, **no
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=365 * DEMO_YEARS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    temporary = path.with_suffix(f".{os.getpid()}")
    temporary.touch(mode=0o600)
    temporary.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    try:
        os.link(temporary, path)
    except FileExistsError:
        pass
    finally:
        temporary.unlink()
