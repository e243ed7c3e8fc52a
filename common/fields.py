"""Model fields that several rooms need: sensitive values, initials of names, whose login did something."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models

from common.encryption import decrypt, encrypt
from common.pinyin import initials_of

if TYPE_CHECKING:
    # The stubs' name for the model that AUTH_USER_MODEL chooses.
    from django.contrib.auth.models import _User


class EncryptedTextField(models.TextField):
    """Text that is encrypted in the database and plain in Python. Not searchable; keep a blind index beside it."""

    def get_prep_value(self, value: Any) -> str | None:
        value = super().get_prep_value(value)
        return encrypt(value) if value else value

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        return decrypt(value) if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        """Only 'is it there' can be asked of a ciphertext; anything else would silently find nothing."""
        if lookup_name == "isnull":
            return super().get_lookup(lookup_name)
        return None


class InitialsField(models.CharField):
    """The pinyin initials of another field of the row, written with each `save` and `bulk_create`.

    Of what is written past them (`update_fields`, `bulk_update`, `update`) the model or its queryset takes care.
    """

    def __init__(self, *args: Any, of: str = "name", **kwargs: Any) -> None:
        self.of = of
        fixed: dict[str, Any] = {"max_length": 200, "blank": True, "default": "", "editable": False}
        super().__init__(*args, **(fixed | kwargs))

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"of": self.of}

    def pre_save(self, instance: Any, add: bool) -> str:
        value = initials_of(getattr(instance, self.of))[: self.max_length]
        setattr(instance, self.attname, value)
        return value


def login_on_record(verbose_name: Any, **options: Any) -> models.ForeignKey[_User | None, _User | None]:
    """A column for whose login did something; empty for nobody, or for the clock. The login cannot be deleted."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=verbose_name,
        **options,
    )


def optional_key(
    to: Any, verbose_name: Any, *, field: Any = models.ForeignKey, related_name: str = "+", **more: Any
) -> Any:
    """A foreign key that may be empty and keeps what it names from being deleted; `field` may be a OneToOneField."""
    return field(
        to,
        models.PROTECT,
        null=True,
        blank=True,
        related_name=related_name,
        verbose_name=verbose_name,
        **more,
    )
