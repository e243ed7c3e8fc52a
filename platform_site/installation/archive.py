"""The file of a backup: a ZIP with a member for each table and each uploaded file, and a signed list of them all.

    tables/NAME.jsonl      a row a line, in the order of the columns that the manifest names
    media/PATH             as uploaded
    manifest.json          what is in it, by what program, under which keys
    manifest.signature     of the manifest, with the installation's oldest field key

Everything is written and read as it comes: memory does not grow with the installation.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from common.encryption import is_signed, sign

FORMAT = 1
PURPOSE = "backup"
MANIFEST, SIGNATURE = "manifest.json", "manifest.signature"
CHUNK = 1 << 20


class BackupError(Exception):
    """A backup that cannot be made, read or restored; the text says why, and what to do."""


@dataclass
class Content:
    """A table: its columns, how many rows, and the digest of its member."""

    columns: list[str]
    rows: int
    sha256: str


@dataclass
class Manifest:
    """What a backup says of itself."""

    made_at: str
    engine: str
    kind: str | None
    field_keys: list[str]
    secret_key: str
    certificate: str
    migrations: list[list[str]]
    triggers: list[str]
    tables: dict[str, Content] = field(default_factory=dict)
    media: dict[str, list[Any]] = field(default_factory=dict)
    format: int = FORMAT

    @property
    def rows(self) -> int:
        return sum(content.rows for content in self.tables.values())


# --- Writing ---------------------------------------------------------------------------------------------------------


class Writer:
    """Adds members to an archive; their digests are kept for the manifest."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive

    def table(self, name: str, columns: list[str], rows: Iterable[list[Any]]) -> Content:
        digest, count = hashlib.sha256(), 0
        with self._open(f"tables/{name}.jsonl", ZIP_DEFLATED) as member:
            for row in rows:
                line = json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
                digest.update(line)
                member.write(line)
                count += 1
        return Content(columns, count, digest.hexdigest())

    def file(self, name: str, source: Path) -> list[Any]:
        """Size and digest of a file that was added."""
        digest, size = hashlib.sha256(), 0
        with source.open("rb") as read, self._open(f"media/{name}", ZIP_STORED) as member:
            while chunk := read.read(CHUNK):
                digest.update(chunk)
                member.write(chunk)
                size += len(chunk)
        return [size, digest.hexdigest()]

    def close(self, manifest: Manifest) -> None:
        text = json.dumps(asdict(manifest), ensure_ascii=False, sort_keys=True)
        for name, said in ((MANIFEST, text), (SIGNATURE, sign(PURPOSE, text))):
            with self._open(name, ZIP_DEFLATED) as member:
                member.write(said.encode())

    def _open(self, name: str, compression: int) -> IO[bytes]:
        info = ZipInfo(name)
        info.compress_type = compression
        info.external_attr = 0o600 << 16
        return self._archive.open(info, "w", force_zip64=True)


@contextmanager
def new_archive(path: Path) -> Iterator[Writer]:
    """A file that is there whole, for its owner only, or not at all."""
    if path.exists():
        raise BackupError(f"{path} exists already, and a backup is never written over: take another name.")
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise BackupError(f"{path} cannot be written: {error.strerror}.") from error
    try:
        with os.fdopen(handle, "wb") as file:
            with ZipFile(file, "w", compresslevel=3) as archive:
                yield Writer(archive)
            file.flush()
            os.fsync(file.fileno())
        check_whole(unfinished)
        # Unlike a rename, a link does not replace a file that came meanwhile.
        os.link(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)


# --- Reading ---------------------------------------------------------------------------------------------------------


class Reader:
    """An open archive with its manifest."""

    def __init__(self, archive: ZipFile, manifest: Manifest, *, text: str, signature: str) -> None:
        self._archive, self.manifest = archive, manifest
        self._text, self._signature = text, signature

    def is_signed(self) -> bool:
        return is_signed(PURPOSE, self._text, self._signature)

    def rows(self, table: str) -> Iterator[list[Any]]:
        with self._archive.open(f"tables/{table}.jsonl") as member:
            for line in member:
                yield json.loads(line)

    def chunks(self, member: str) -> Iterator[bytes]:
        with self._archive.open(member) as read:
            while chunk := read.read(CHUNK):
                yield chunk

    def check(self) -> None:
        """Read everything once; raises BackupError for the first thing that is not as the manifest says."""
        expected = {MANIFEST, SIGNATURE}
        for name, content in self.manifest.tables.items():
            expected.add(member := f"tables/{name}.jsonl")
            rows, sha = self._read(member)
            if (rows, sha) != (content.rows, content.sha256):
                raise BackupError(
                    f"The backup is damaged: {member} holds {rows} rows instead of {content.rows}."
                )
        for name, (size, sha256) in self.manifest.media.items():
            safe_path(name)
            expected.add(member := f"media/{name}")
            if self._archive.getinfo(member).file_size != size or self._read(member)[1] != sha256:
                raise BackupError(f"The backup is damaged: {member} is not as it was.")
        if strangers := set(self._archive.namelist()) ^ expected:
            raise BackupError(
                f"The backup holds other files than it says: {', '.join(sorted(strangers)[:5])}"
            )

    def _read(self, member: str) -> tuple[int, str]:
        digest, lines = hashlib.sha256(), 0
        for chunk in self.chunks(member):
            digest.update(chunk)
            lines += chunk.count(b"\n")
        return lines, digest.hexdigest()


@contextmanager
def open_archive(path: Path) -> Iterator[Reader]:
    """Raises BackupError for what is no backup, or a damaged one."""
    try:
        with ZipFile(path) as archive:
            text, signature = archive.read(MANIFEST).decode(), archive.read(SIGNATURE).decode()
            said = json.loads(text)
            if said.get("format") != FORMAT:
                raise BackupError(
                    f"{path} was written in another format ({said.get('format')}) than this program reads."
                )
            said["tables"] = {name: Content(**content) for name, content in said["tables"].items()}
            yield Reader(archive, Manifest(**said), text=text, signature=signature)
    except FileNotFoundError as error:
        raise BackupError(f"There is no file {path}.") from error
    except (BadZipFile, KeyError, UnicodeDecodeError, ValueError, TypeError, EOFError) as error:
        raise BackupError(f"{path} is no whole backup of Shouwang: {type(error).__name__}.") from error
    except OSError as error:
        raise BackupError(f"{path} cannot be read: {error.strerror}.") from error


def check_whole(path: Path) -> None:
    with open_archive(path) as reader:
        if not reader.is_signed():
            raise BackupError("The backup does not carry this installation's signature.")
        reader.check()


def safe_path(name: str) -> PurePosixPath:
    """A path inside the media folder; raises BackupError for one that leads out of it."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or not path.parts:
        raise BackupError(f"The backup holds a file that leads out of its folder: {name}")
    return path
