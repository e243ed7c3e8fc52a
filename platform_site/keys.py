"""Secrets: from the environment, or made once at set-up for the embedded installation."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured


def secret_from_environment_or_var(name: str, var_dir: Path, *, embedded: bool, fernet: bool = False) -> str:
    """The secret called ``name``.

    The environment wins. The embedded installation keeps one in ``var/keys/`` (mode 600), made on first use. A big
    installation (one with ``DATABASE_URL``) must bring its own: a secret invented there would differ between its
    machines and be lost with them.
    """
    if value := os.environ.get(name, "").strip():
        return value
    if not embedded:
        raise ImproperlyConfigured(
            f"{name} is not set. An installation with DATABASE_URL brings its own secrets; see docs/deploy.md."
        )
    path = var_dir / "keys" / name.lower()
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        value = Fernet.generate_key().decode() if fernet else secrets.token_urlsafe(50)
        temporary = path.with_suffix(f".{os.getpid()}")
        temporary.touch(mode=0o600)
        temporary.write_text(value)
        try:
            os.link(temporary, path)  # Atomic: of two processes starting at once, one key survives.
        except FileExistsError:
            pass
        finally:
            temporary.unlink()
    return path.read_text().strip()
