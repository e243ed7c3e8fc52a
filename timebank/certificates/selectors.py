from __future__ import annotations

import hashlib
import re
import secrets
import unicodedata
from dataclasses import dataclass
from enum import Enum

from people.persons.models import Person
from timebank.certificates.models import Certificate
from timebank.certificates.numbers import IN_A_FILE, read_number

_TOKEN = re.compile(r"[A-Za-z0-9_-]{20,40}")
# A certificate of ours is far below; what is longer is another file, or a trap.
MOST_FILE_BYTES = 5 * 1024 * 1024


class FileVerdict(Enum):
    """What can be said of a file that somebody brings."""

    GENUINE = "genuine"
    # It names a certificate of ours and is not the file that was handed out.
    CHANGED = "changed"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class FileCheck:
    verdict: FileVerdict
    certificate: Certificate | None = None


def certificates_of(person: Person) -> list[Certificate]:
    """The newest first. Two queries."""
    return list(Certificate.objects.filter(person=person).with_endings()[:100])


def certificate_by_token(token: str) -> Certificate | None:
    if _TOKEN.fullmatch(token) is None:
        return None
    return Certificate.objects.filter(token=token).with_endings().first()


def certificate_by_number(text: str) -> Certificate | None:
    """By a number as people type it. A slip of the pen is found out without asking the database."""
    number = read_number(text)
    return Certificate.objects.filter(number=number).with_endings().first() if number else None


def check_file(content: bytes) -> FileCheck:
    """Whether a file is to the last byte one that was handed out. It is hashed and searched, never opened as a PDF."""
    found = (
        Certificate.objects.filter(file__sha256=hashlib.sha256(content).hexdigest()).with_endings().first()
    )
    if found is not None:
        return FileCheck(FileVerdict.GENUINE, found)
    if match := IN_A_FILE.search(content):
        named = certificate_by_number(match[0].decode())
        if named is not None:
            return FileCheck(FileVerdict.CHANGED, named)
    return FileCheck(FileVerdict.UNKNOWN)


def name_fits(certificate: Certificate, name: str) -> bool:
    """Whether a name typed in is the one on the certificate."""
    return secrets.compare_digest(_plain(certificate.holder_name), _plain(name[:200]))


def _plain(name: str) -> bytes:
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold().encode(errors="replace")
