"""The triggers that mark a community whenever something changes that the figures of a month count.

They lie in the database, so that no path past a service (a bulk update, an import, a hand at the SQL prompt) leaves
kept figures standing that are no longer true. A mark too many costs a count; a mark too few would be a wrong figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

MARKS = "elderly_visits_changedcommunity"
_OF_VISIT = "elderly_visits_elder e JOIN elderly_visits_visit v ON v.elder_id = e.id WHERE v.id IN ({ids})"
_OF_REPORT = (
    "elderly_visits_elder e JOIN elderly_visits_visit v ON v.elder_id = e.id "
    "JOIN elderly_visits_visitreport r ON r.visit_id = v.id WHERE r.assignment_id = {ids}"
)


@dataclass(frozen=True)
class Mark:
    """One trigger: when it fires (`condition` over OLD and NEW), and whose communities it marks (SQL after FROM)."""

    name: str
    table: str
    event: str
    whose: str
    condition: str = ""


def _changed(*columns: str) -> str:
    return " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in columns)


_ELDER = ("region_id", "person_id", "registered_on", "left_on", "left_reason")
_REPORT = (
    "visit_id", "assignment_id", "on_behalf_of", "visited_at", "contact_made", "submitted_at", "voided_at", "evidence",
    "without_consent", "consent_own_word", "late_reason", "accepted_at",
)  # fmt: skip
_OF_TASK = (
    "elderly_visits_elder e JOIN elderly_visits_visit v ON v.elder_id = e.id WHERE v.task_id IN ({ids})"
)
_OF_ELDER = "elderly_visits_elder e WHERE e.id IN ({ids})"
_CODES = "(SELECT {row}.region_id AS region_id) e"
_TWO = "(SELECT OLD.region_id AS region_id UNION SELECT NEW.region_id) e"
_CONSENTING = "elderly_visits_elder e WHERE e.person_id IN ({ids})"
_FOR_VISITS = "{row}.purpose = 'visits'"
TRIGGERS: Sequence[Mark] = (
    Mark("elder_added", "elderly_visits_elder", "INSERT", _CODES.format(row="NEW")),
    Mark("elder_gone", "elderly_visits_elder", "DELETE", _CODES.format(row="OLD")),
    Mark("elder_changed", "elderly_visits_elder", "UPDATE", _TWO, _changed(*_ELDER)),
    Mark("visit_added", "elderly_visits_visit", "INSERT", _OF_ELDER.format(ids="NEW.elder_id")),
    Mark("visit_gone", "elderly_visits_visit", "DELETE", _OF_ELDER.format(ids="OLD.elder_id")),
    Mark(
        "visit_moved", "elderly_visits_visit", "UPDATE", _OF_ELDER.format(ids="OLD.elder_id, NEW.elder_id"),
        _changed("elder_id", "month", "task_id"),
    ),
    Mark(
        "task_changed", "volunteers_task", "UPDATE", _OF_TASK.format(ids="NEW.id"),
        _changed("state", "persons_needed"),
    ),
    Mark("assignment_added", "volunteers_assignment", "INSERT", _OF_TASK.format(ids="NEW.task_id")),
    Mark("assignment_gone", "volunteers_assignment", "DELETE", _OF_TASK.format(ids="OLD.task_id")),
    Mark(
        "assignment_changed", "volunteers_assignment", "UPDATE",
        _OF_TASK.format(ids="OLD.task_id, NEW.task_id"), _changed("state", "task_id"),
    ),
    Mark(
        "report_added", "elderly_visits_visitreport", "INSERT", _OF_VISIT.format(ids="NEW.visit_id"),
        "NEW.submitted_at IS NOT NULL",
    ),
    Mark(
        "report_gone", "elderly_visits_visitreport", "DELETE", _OF_VISIT.format(ids="OLD.visit_id"),
        "OLD.submitted_at IS NOT NULL",
    ),
    Mark(
        "report_changed", "elderly_visits_visitreport", "UPDATE",
        _OF_VISIT.format(ids="OLD.visit_id, NEW.visit_id"), _changed(*_REPORT),
    ),
    Mark(
        "assignment_verified", "volunteers_assignment", "UPDATE", _OF_REPORT.format(ids="NEW.id"),
        "OLD.state <> NEW.state AND 'verified' IN (OLD.state, NEW.state)",
    ),
    Mark(
        "consent_added", "people_consent", "INSERT", _CONSENTING.format(ids="NEW.person_id"),
        _FOR_VISITS.format(row="NEW"),
    ),
    Mark(
        "consent_gone", "people_consent", "DELETE", _CONSENTING.format(ids="OLD.person_id"),
        _FOR_VISITS.format(row="OLD"),
    ),
    Mark(
        "consent_changed", "people_consent", "UPDATE", _CONSENTING.format(ids="OLD.person_id, NEW.person_id"),
        _changed("person_id", "purpose", "withdrawn_on"),
    ),
)  # fmt: skip


def name_of(mark: Mark) -> str:
    return f"elderly_visits_marks_{mark.name}"


def missing_triggers(connection: Any) -> list[str]:
    """The triggers that are not there, or are switched off."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        there = {name for (name,) in cursor.fetchall()}
    return [name for mark in TRIGGERS if (name := name_of(mark)) not in there]


def _statement(mark: Mark, vendor: str) -> str:
    """One mark for a community and transaction; on SQLite one until somebody counts."""
    number = "txid_current()" if vendor == "postgresql" else "0"
    joined = "AND" if " WHERE " in mark.whose else "WHERE"
    return (
        f"INSERT INTO {MARKS} (community, written_in) SELECT DISTINCT e.region_id, {number} FROM {mark.whose} "  # noqa: S608 - names of ours
        f"{joined} NOT EXISTS (SELECT 1 FROM {MARKS} m WHERE m.community = e.region_id AND m.written_in = {number})"
    )


def install(connection: Any) -> None:
    """Make the triggers anew."""
    remove(connection)
    with connection.cursor() as cursor:
        for mark in TRIGGERS:
            for statement in _trigger(mark, connection.vendor):
                cursor.execute(statement)


def _trigger(mark: Mark, vendor: str) -> list[str]:
    name, statement = name_of(mark), _statement(mark, vendor)
    if vendor == "postgresql":
        when = f"WHEN ({mark.condition}) " if mark.condition else ""
        return [
            (
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ "
                f"BEGIN {statement}; RETURN NULL; END $$"
            ),
            f"CREATE TRIGGER {name} AFTER {mark.event} ON {mark.table} FOR EACH ROW {when}EXECUTE FUNCTION {name}()",
        ]
    # The same word for both databases came to SQLite with 3.39 only.
    condition = mark.condition.replace("IS DISTINCT FROM", "IS NOT")
    when = f"WHEN {condition} " if condition else ""
    return [f"CREATE TRIGGER {name} AFTER {mark.event} ON {mark.table} {when}BEGIN {statement}; END"]


def remove(connection: Any) -> None:
    """Take the triggers away: SQLite renames no table while a trigger names one that is not there."""
    with connection.cursor() as cursor:
        for mark in TRIGGERS:
            name = name_of(mark)
            if connection.vendor == "postgresql":
                cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {mark.table}")
                cursor.execute(f"DROP FUNCTION IF EXISTS {name}()")
            else:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
