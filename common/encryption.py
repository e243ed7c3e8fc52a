"""Encryption of sensitive fields and the blind index that finds them.

`FIELD_KEYS` are Fernet keys, newest first. The blind index is an HMAC-SHA256 under a key derived from the *oldest*
field key, so that adding a newer key for encryption does not change the indexes already stored.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


class DecryptionError(Exception):
    """A stored value opens with none of the installation's keys. Never show the ciphertext in its place."""


@lru_cache(maxsize=4)
def _fernet(keys: tuple[str, ...]) -> MultiFernet:
    if not keys:
        raise ImproperlyConfigured("SHOUWANG_FIELD_KEYS is empty.")
    return MultiFernet([Fernet(key) for key in keys])


@lru_cache(maxsize=4)
def _index_key(keys: tuple[str, ...]) -> bytes:
    return hashlib.sha256(b"shouwang blind index" + base64.urlsafe_b64decode(keys[-1])).digest()


@lru_cache(maxsize=16)
def _signing_key(keys: tuple[str, ...], purpose: str) -> bytes:
    if not keys:
        raise ImproperlyConfigured("SHOUWANG_FIELD_KEYS is empty.")
    return hashlib.sha256(
        f"shouwang signature: {purpose}".encode() + base64.urlsafe_b64decode(keys[-1])
    ).digest()


def encrypt(text: str) -> str:
    """`text` as a Fernet token."""
    return _fernet(tuple(settings.FIELD_KEYS)).encrypt(text.encode()).decode()


def decrypt(token: str) -> str:
    """The text inside `token`; raises `DecryptionError` when no key opens it."""
    try:
        return _fernet(tuple(settings.FIELD_KEYS)).decrypt(token.encode()).decode()
    except InvalidToken as error:
        raise DecryptionError("A stored value opens with none of the installation's field keys.") from error


def sign(purpose: str, text: str) -> str:
    """64 hex digits that only who holds the oldest field key can make for `text`; another purpose gives others.

    The oldest key stays for the life of an installation, so that adding keys or changing `SECRET_KEY` breaks nothing.
    """
    return hmac.new(
        _signing_key(tuple(settings.FIELD_KEYS), purpose), text.encode(), hashlib.sha256
    ).hexdigest()


def is_signed(purpose: str, text: str, signature: str) -> bool:
    return hmac.compare_digest(sign(purpose, text), signature)


def key_fingerprint(key: str) -> str:
    """16 hex digits that tell a key from others and say nothing about it."""
    return hashlib.sha256(b"shouwang key fingerprint" + key.encode()).hexdigest()[:16]


def encrypt_bytes(content: bytes) -> bytes:
    """`content` as a Fernet token; for files, a piece at a time."""
    return _fernet(tuple(settings.FIELD_KEYS)).encrypt(content)


def decrypt_bytes(token: bytes) -> bytes:
    """The content inside `token`; raises `DecryptionError` when no key opens it."""
    try:
        return _fernet(tuple(settings.FIELD_KEYS)).decrypt(token)
    except InvalidToken as error:
        raise DecryptionError("A stored file opens with none of the installation's field keys.") from error


def blind_index(text: str) -> str:
    """64 hex digits that are equal exactly when the texts are; they say nothing about the text without the key."""
    return hmac.new(_index_key(tuple(settings.FIELD_KEYS)), text.encode(), hashlib.sha256).hexdigest()
