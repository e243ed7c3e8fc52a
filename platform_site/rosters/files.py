"""Files of rosters: encrypted with the installation's field keys, piece by piece, readable by the service's user alone.

A file is a row of pieces, each a length of four bytes and a Fernet token. Lines of JSON lie a hundred to a piece, so
that one page of forty thousand can be read without the others.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

from common.encryption import decrypt_bytes, encrypt_bytes

LINES_IN_A_PIECE = 100


def write_pieces(path: Path, pieces: Iterable[bytes]) -> None:
    with _private(path) as file:
        for piece in pieces:
            _put(file, piece)


def read_pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while length := file.read(4):
            yield decrypt_bytes(file.read(int.from_bytes(length)))


class LineWriter:
    """Writes one line after the other; `with` closes it."""

    def __init__(self, path: Path) -> None:
        self._file, self._lines, self.count = _private(path), list[str](), 0

    def add(self, line: Any) -> None:
        self._lines.append(json.dumps(line, ensure_ascii=False))
        self.count += 1
        if len(self._lines) >= LINES_IN_A_PIECE:
            self._flush()

    def _flush(self) -> None:
        if self._lines:
            _put(self._file, "\n".join(self._lines).encode())
            self._lines = []

    def __enter__(self) -> LineWriter:
        return self

    def __exit__(self, *_: object) -> None:
        self._flush()
        self._file.close()


class Lines:
    """The lines of a file, which can be gone through as often as one likes."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __iter__(self) -> Iterator[Any]:
        for piece in read_pieces(self.path):
            yield from map(json.loads, piece.decode().split("\n"))

    def page(self, number: int) -> list[Any]:
        """The lines of a piece, counted from 1; none behind the last."""
        with self.path.open("rb") as file:
            for _skipped in range(number - 1):
                file.seek(int.from_bytes(file.read(4)), os.SEEK_CUR)
            length = file.read(4)
            if not length:
                return []
            return [
                json.loads(line)
                for line in decrypt_bytes(file.read(int.from_bytes(length))).decode().split("\n")
            ]


def _private(path: Path) -> IO[bytes]:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")


def _put(file: IO[bytes], piece: bytes) -> None:
    token = encrypt_bytes(piece)
    file.write(len(token).to_bytes(4))
    file.write(token)
