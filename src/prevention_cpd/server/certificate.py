"""A certificate for one day: encrypts what goes over the network of a room; no authority vouches for it."""

from __future__ import annotations

import ipaddress
import ssl
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

#: Clocks of other devices may be slow by so much.
_SLOW = timedelta(minutes=30)


def for_today(address: str) -> tuple[ssl.SSLContext, str]:
    """Make a certificate that ends in a day.

    Args:
        address: the name or number by which browsers reach the server.

    Returns:
        What the server encrypts with, and the fingerprint to compare with that in the browser: SHA-256 in
        pairs of digits. The key is kept in memory only.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, address)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _SLOW)
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([_alternative(address)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(key, hashes.SHA256())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    # The library reads files only; these are there for a moment, and for their owner alone.
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "pair.pem"
        place.touch(0o600)
        plain = serialization.NoEncryption()
        pem, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
        place.write_bytes(key.private_bytes(pem, form, plain) + certificate.public_bytes(pem))
        context.load_cert_chain(place)
    return context, certificate.fingerprint(hashes.SHA256()).hex(":").upper()


def _alternative(address: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(address))
    except ValueError:
        return x509.DNSName(address)
