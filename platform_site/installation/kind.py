"""The kind of this installation: a city, or the open demonstration. It stands in the database, signed, for good.

In a demonstration everybody may be anybody: log-in codes are shown on the page. So the word of one variable must never
make one. Every process asks the database; a variable that says otherwise stops it; a row that the installation's own
key did not sign makes a city (decision 0028).
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DEFAULT_DB_ALIAS, OperationalError, connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from common.encryption import is_signed, sign
from elderly_visits.register.models import Elder
from people.logins.models import User
from people.persons.models import Person
from people.roles.models import RoleGrant
from platform_site.installation.contents import (
    began_as_demonstration,
    holds_anybody,
    holds_others,
)
from platform_site.installation.models import ONLY, Installation, Kind
from volunteers.registration.models.volunteer import Volunteer

PURPOSE = "installation"


class WrongKind(Exception):
    """This installation is not what it was asked to be; the text says what to do."""


OTHER_KIND = {
    Kind.DEMONSTRATION: (
        "SHOUWANG_DEMO=1 is set, but this database is a city's: no demonstration is opened on it. Remove SHOUWANG_DEMO "
        "from the environment and from settings.env in the run-time folder. To try the demonstration, take another "
        "folder (SHOUWANG_VAR) and database."
    ),
    Kind.CITY: (
        "SHOUWANG_DEMO=0 is set, but this database is a demonstration with invented people, and stays one. Take "
        "another folder (SHOUWANG_VAR) and database for the city; to go on with the demonstration, remove "
        "SHOUWANG_DEMO from the environment and from settings.env in the run-time folder."
    ),
}


def claimed_kind() -> Kind | None:
    """What environment and settings.env say, None where they say nothing."""
    if settings.DEMO_CLAIM is None:
        return None
    return Kind.DEMONSTRATION if settings.DEMO_CLAIM else Kind.CITY


def settled_kind() -> Kind | None:
    """The kind of this installation; None as long as nothing settled it. Costs a query."""
    row = Installation.objects.filter(pk=ONLY).values_list("kind", "settled_at", "seal").first()
    return None if row is None else _vouched(*row)


def _said(kind: str, settled_at: Any) -> str:
    return f"{kind} {settled_at.timestamp():.6f}"


def _vouched(kind: str, settled_at: Any, seal: str) -> Kind:
    """The kind that a row says, where it is signed; a city otherwise."""
    if kind == Kind.DEMONSTRATION and is_signed(PURPOSE, _said(kind, settled_at), seal):
        return Kind.DEMONSTRATION
    return Kind.CITY


def is_demonstration() -> bool:
    """Whether codes may be shown. Asks nobody where the environment says that this is a city."""
    return claimed_kind() is not Kind.CITY and settled_kind() is Kind.DEMONSTRATION


def write_kind(kind: Kind) -> None:
    """Write down, signed, what this installation is; who calls it has decided it."""
    row = Installation(kind=kind)
    row.seal = sign(PURPOSE, _said(row.kind, row.settled_at))
    row.save(force_insert=True)


def settle(*, asked: Kind | None = None, fresh: Kind | None = None) -> Kind | None:
    """Settle what this installation is, where it is not yet; returns its kind, None when nothing says it.

    `asked`: what it has to be; `fresh`: what an empty database becomes where neither `asked` nor the environment says
    it. Raises WrongKind when it is something else.
    """
    with transaction.atomic():
        kind = settled_kind()
        if kind is None:
            kind = _found_kind() if holds_anybody() else (asked or claimed_kind() or fresh)
            if kind is None:
                return None
            if asked in (None, kind):
                write_kind(kind)
    # After the commit: what was found out stays found out, also where somebody has to be told.
    if asked is not None and asked is not kind:
        raise WrongKind(_refusal(asked))
    if contradiction(kind):
        raise WrongKind(contradiction(kind))
    return kind


def _found_kind() -> Kind:
    """What a database with people is that was never asked: of an earlier version, or of a backup of one.

    A demonstration only where it was run as one and the invented people were there first.
    """
    if claimed_kind() is Kind.DEMONSTRATION and began_as_demonstration():
        return Kind.DEMONSTRATION
    return Kind.CITY


def _refusal(asked: Kind) -> str:
    if asked is Kind.DEMONSTRATION:
        return (
            "This database is a city's, or holds people, log-ins or elders that the demonstration did not make: "
            "invented people do not belong in it. Take another folder (SHOUWANG_VAR) and database for the "
            "demonstration."
        )
    return (
        "This database holds the demonstration's invented people; no city can be made of it. Take another folder "
        "(SHOUWANG_VAR) and database for the city."
    )


def refuse_strangers() -> None:
    """Raise WrongKind when somebody is here whom the demonstration did not make, before it fills the database."""
    if holds_others():
        raise WrongKind(_refusal(Kind.DEMONSTRATION))


def contradiction(kind: Kind | None) -> str:
    """What is wrong between the environment and the database, in words; empty when nothing is."""
    claimed = claimed_kind()
    return "" if kind is None or claimed is None or claimed is kind else OTHER_KIND[claimed]


def refuse_contradiction() -> None:
    """Raise ImproperlyConfigured when environment and database disagree. For the start of a process.

    A database that cannot be reached yet is no contradiction: its first connection is looked at.
    """
    try:
        connection.ensure_connection()
    except OperationalError:
        return
    connection.close_if_unusable_or_obsolete()


def after_migrating(sender: Any, using: str, **_arguments: Any) -> None:
    """Settle the kind of an installation that was there before kinds were."""
    tables = {model._meta.db_table for model in (Installation, Person, User, Elder, Volunteer, RoleGrant)}
    if using != DEFAULT_DB_ALIAS or not tables <= set(connection.introspection.table_names()):
        return
    if not holds_anybody():
        # Nobody is here: `setup_city` settles it.
        return
    try:
        settle()
    except WrongKind as wrong:
        raise ImproperlyConfigured(str(wrong)) from wrong


# Databases whose kind this process has found to agree with the environment.
_agreed: set[str] = set()


def on_connection(sender: Any, connection: BaseDatabaseWrapper, **_arguments: Any) -> None:
    """With the first connection of a process, whatever it is (web, worker, command): refuse a contradiction.

    The connection is closed, so that nothing goes on over it.
    """
    if connection.alias != DEFAULT_DB_ALIAS or str(connection.settings_dict["NAME"]) in _agreed:
        return
    wrong = contradiction(_kind_over(connection))
    if wrong:
        connection.close()
        raise ImproperlyConfigured(wrong)
    _agreed.add(str(connection.settings_dict["NAME"]))


def _kind_over(connection: BaseDatabaseWrapper) -> Kind | None:
    table = Installation._meta.db_table
    with connection.cursor() as cursor:
        # Before the first migration there is no table, and on PostgreSQL a failed query would be logged as an error.
        if connection.vendor == "postgresql":
            cursor.execute("SELECT to_regclass(%s)", [table])
        else:
            cursor.execute("SELECT max(name) FROM sqlite_master WHERE type = 'table' AND name = %s", [table])
        if cursor.fetchone()[0] is None:
            return None
    return settled_kind()
