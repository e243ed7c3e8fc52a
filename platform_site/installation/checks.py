"""What `check --deploy` refuses: an installation that is open by accident. Errors, not warnings."""

from __future__ import annotations

import base64
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, register

from platform_site.installation.kind import settled_kind
from platform_site.installation.models import Kind
from platform_site.private_files import open_to_others

SHORTEST_KEY = 50
FEWEST_CHARACTERS = 5
# What stands in examples and tutorials is nobody's secret.
WELL_KNOWN = ("django-insecure", "changeme", "change-me", "secret_key", "your-secret", "example", "password")


@register(Tags.security, deploy=True)
def installation_is_closed(app_configs: Any, databases: Any = None, **_arguments: Any) -> list[Error]:
    """With `--database default` the database is asked as well what it is."""
    return [
        Error(text, hint=hint, id=f"shouwang.E{number:03}")
        for number, text, hint in _faults(ask_database=bool(databases))
    ]


def _faults(*, ask_database: bool) -> Iterator[tuple[int, str, str]]:
    if settings.DEMO_CLAIM and not settings.EMBEDDED:
        yield (
            1,
            "SHOUWANG_DEMO is set beside DATABASE_URL: everybody may be anybody.",
            "Remove SHOUWANG_DEMO.",
        )
    elif ask_database and not settings.EMBEDDED and settled_kind() is Kind.DEMONSTRATION:
        yield (
            1,
            "The database is a demonstration: everybody may be anybody.",
            "Name the city's in DATABASE_URL.",
        )
    if "*" in settings.ALLOWED_HOSTS:
        yield (
            2,
            "ALLOWED_HOSTS allows every host name.",
            "Name the host names of this installation, without '*'.",
        )
    if is_weak(settings.SECRET_KEY):
        yield (
            3,
            "SECRET_KEY is short, well known or no random text.",
            "Make one: python3 -c 'import secrets; print(secrets.token_urlsafe(50))'",
        )
    if any(is_weak_field_key(key) for key in settings.FIELD_KEYS):
        yield (
            4,
            "SHOUWANG_FIELD_KEYS holds a key that is no random one.",
            "Make a new one (docs/deploy.md) and put it in front.",
        )
    if settings.DEBUG:
        yield 5, "DEBUG is on: it shows the insides of errors to whoever causes them.", "Remove DEBUG."
    if found := open_to_others(Path(settings.VAR_DIR)):
        names = ", ".join(str(path) for path in found[:5])
        yield (
            6,
            f"Others than the service's user may read what is written at run time: {names}",
            f"chmod -R go-rwx {settings.VAR_DIR}, as the user it belongs to (now: {os.geteuid()}).",
        )


def is_weak(secret: str) -> bool:
    plain = secret.lower()
    return (
        len(secret) < SHORTEST_KEY
        or len(set(secret)) < FEWEST_CHARACTERS
        or any(word in plain for word in WELL_KNOWN)
    )


def is_weak_field_key(key: str) -> bool:
    """Whether 32 bytes are so uniform, or such plain text, that nobody drew them at random."""
    try:
        drawn = base64.urlsafe_b64decode(key)
    except ValueError:
        return True
    return len(set(drawn)) < SHORTEST_KEY // 4 or drawn.isascii()
