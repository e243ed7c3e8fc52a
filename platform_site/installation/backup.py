"""Taking all of an installation away into one file, and putting it back into an empty one.

In the file: every table (of kept figures none, they are counted anew), every uploaded file. Not in it, and to be kept
apart (docs/deploy.md, *Backups*): the field keys, the secret key, the seal of certificates. The file says by
fingerprints which ones it needs.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from time import perf_counter
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import IntegrityError, connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from common.bulk import refresh_statistics
from common.encryption import key_fingerprint
from elderly_visits.visits.services.keeping import forget_figures, keep_figures
from people.access_log.selectors import verify as verify_access_log
from platform_site.installation import tables as plain
from platform_site.installation.archive import (
    BackupError,
    Manifest,
    Reader,
    Writer,
    new_archive,
    open_archive,
    safe_path,
)
from platform_site.installation.contents import holds_anybody
from platform_site.installation.kind import OTHER_KIND, claimed_kind, settled_kind
from platform_site.installation.models import Kind
from timebank.oversight.selectors.ledger_verification import verify as verify_ledger

Say = Callable[[str], Any]


@dataclass
class Figures:
    """What was done (formats.md)."""

    tables: int
    rows: int
    media: int
    seconds: float
    verified: bool

    def as_json(self) -> dict[str, Any]:
        return {
            "tables": self.tables,
            "rows": self.rows,
            "media": self.media,
            "seconds": round(self.seconds, 1),
            "verified": self.verified,
        }


# --- Away ------------------------------------------------------------------------------------------------------------


def backup(path: Path) -> Figures:
    """Write everything into a new file, for its owner only, and read it again. Raises BackupError."""
    began = perf_counter()
    with new_archive(path) as archive:
        manifest = _manifest()
        with plain.snapshot() as read:
            for table in plain.tables():
                manifest.tables[table.name] = archive.table(table.name, table.columns, read(table))
        _add_media(archive, manifest)
        archive.close(manifest)
    return Figures(len(manifest.tables), manifest.rows, len(manifest.media), perf_counter() - began, True)


def _manifest() -> Manifest:
    return Manifest(
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        engine=connection.vendor,
        kind=settled_kind(),
        field_keys=[key_fingerprint(key) for key in settings.FIELD_KEYS],
        secret_key=key_fingerprint(settings.SECRET_KEY),
        certificate=_certificate_fingerprint(),
        migrations=_applied(),
        triggers=sorted(plain.triggers()),
    )


def _applied() -> list[list[str]]:
    return sorted([app, name] for app, name in MigrationRecorder(connection).applied_migrations())


def _certificate_fingerprint() -> str:
    """Of the public part of the seal on certificates; empty where there is none."""
    keys = settings.CERTIFICATE_DEMO_KEYS
    path = Path(settings.CERTIFICATE_CERT_FILE or (keys / "certificate.pem" if keys else ""))
    return sha256(path.read_bytes()).hexdigest()[:16] if path.is_file() else ""


def _add_media(archive: Writer, manifest: Manifest) -> None:
    root = Path(settings.MEDIA_ROOT)
    for folder, folders, files in os.walk(root):
        folders.sort()
        for file in sorted(files):
            path = Path(folder, file)
            if path.is_file() and not path.is_symlink():
                name = path.relative_to(root).as_posix()
                manifest.media[name] = archive.file(name, path)


# --- Back ------------------------------------------------------------------------------------------------------------


def restore(path: Path, *, media: Path | None, say: Say) -> Figures:
    """Put a backup into this installation's database, which must not hold anybody, and its files into `media`.

    All of it or nothing: what is wrong with the file, the keys or the database is said before anything is changed, and
    the tables are filled in one transaction. `media` None: the files stay in the backup. Raises BackupError.
    """
    began = perf_counter()
    with open_archive(path) as reader:
        _refuse_keys(reader)
        reader.check()
        _refuse_files(reader, media)
        call_command("migrate", "--noinput", verbosity=0)
        _refuse_database(reader.manifest)
        _fill(reader)
        count = _write_media(reader, media) if media is not None else 0
        forget_figures()
        keep_figures()
        refresh_statistics()
        call_command("update_index", verbosity=0)
        verified = _books_are_whole(say)
        manifest = reader.manifest
        return Figures(len(manifest.tables), manifest.rows, count, perf_counter() - began, verified)


def _refuse_keys(reader: Reader) -> None:
    needed, present = reader.manifest.field_keys, [key_fingerprint(key) for key in settings.FIELD_KEYS]
    missing = [fingerprint for fingerprint in needed if fingerprint not in present]
    if missing or needed[-1] != present[-1]:
        where = "SHOUWANG_FIELD_KEYS"
        if settings.EMBEDDED:
            where += f" or the file {Path(settings.VAR_DIR) / 'keys' / 'shouwang_field_keys'}"
        raise BackupError(
            f"The keys do not fit: nobody could read the ID numbers. The backup of {reader.manifest.made_at} needs the "
            f"field keys with the fingerprints {', '.join(needed)} (the last of them last); here are "
            f"{', '.join(present)}. Put the keys of that installation from where they are kept into {where}."
        )
    if not reader.is_signed():
        raise BackupError(
            "The backup was changed after it was made: its signature does not fit. Take another one."
        )


def _refuse_files(reader: Reader, media: Path | None) -> None:
    """Before anything is written: no uploaded file of another content stands in the way."""
    if media is None:
        return
    for name, (_size, digest) in reader.manifest.media.items():
        place = Path(media, safe_path(name))
        if place.exists() and sha256(place.read_bytes()).hexdigest() != digest:
            raise BackupError(f"{place} is there with another content: restore into an empty media folder.")


def _refuse_database(manifest: Manifest) -> None:
    if holds_anybody():
        raise BackupError(
            "This database holds people or log-ins: a backup is restored into an empty one only. Make one "
            "(createdb, or another SHOUWANG_VAR), or name it with --into."
        )
    if differing := sorted(
        {tuple(pair) for pair in manifest.migrations} ^ {tuple(pair) for pair in _applied()}
    ):
        names = ", ".join(".".join(pair) for pair in differing[:6])
        raise BackupError(
            f"The backup was made by another version of the program ({names}). Check out that version, restore, and "
            "then upgrade as docs/deploy.md says."
        )
    kind = Kind(manifest.kind) if manifest.kind else None
    settled, claimed = settled_kind(), claimed_kind()
    if kind is not None and settled not in (None, kind):
        raise BackupError(
            f"The backup is of a {kind}, and this database was set up as a {settled}: take an empty one."
        )
    if kind is not None and claimed not in (None, kind):
        raise BackupError(OTHER_KIND[claimed])


def _fill(reader: Reader) -> None:
    """All tables in one transaction; raises BackupError, and changes nothing, when a row or a trigger is missing."""
    manifest, known = reader.manifest, {table.name: table for table in plain.tables()}
    try:
        with connection.constraint_checks_disabled(), transaction.atomic():
            plain.empty(list(known.values()))
            for name, content in manifest.tables.items():
                table = known.get(name)
                if table is None or table.columns != content.columns:
                    raise BackupError(f"The backup has another form of the table {name} than this program.")
                plain.insert(table, reader.rows(name))
            connection.check_constraints()
            _reset_sequences(list(known.values()))
            for name, content in manifest.tables.items():
                if (found := known[name].model._base_manager.count()) != content.rows:
                    raise BackupError(f"{name} holds {found} rows after restoring instead of {content.rows}.")
            if missing := set(manifest.triggers) - plain.triggers():
                raise BackupError(
                    f"What only grows could be rewritten here, without {', '.join(sorted(missing)[:5])}."
                )
    except IntegrityError as error:
        raise BackupError(f"The rows of the backup do not fit together: {error}") from error


def _reset_sequences(all_tables: list[plain.Table]) -> None:
    statements = connection.ops.sequence_reset_sql(no_style(), [table.model for table in all_tables])
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _write_media(reader: Reader, media: Path) -> int:
    for name in reader.manifest.media:
        place = Path(media, safe_path(name))
        if place.exists():
            continue
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        unfinished = place.with_name(f".{place.name}.{os.getpid()}")
        with unfinished.open("xb") as file:
            unfinished.chmod(0o600)
            for chunk in reader.chunks(f"media/{name}"):
                file.write(chunk)
        shutil.move(unfinished, place)
    return len(reader.manifest.media)


def _books_are_whole(say: Say) -> bool:
    """What was restored proves itself as it did before. A book that was broken before is restored broken, and said."""
    ledger, log = verify_ledger(), verify_access_log()
    if not ledger.ok:
        say("The ledger is not in order; manage.py verify_ledger says where.")
    if not log.ok:
        say("The access log is not whole; manage.py verify_audit_log says where.")
    return ledger.ok and log.ok
