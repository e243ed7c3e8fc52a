"""Rosters of volunteers into the register, in bulk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from common.encryption import blind_index
from common.tabular.changes import Changes
from common.tabular.row_reader import RowReader
from organizations.enums import ReviewState
from people.actors import Actor
from people.persons.models import Dialect, Person
from policies.selectors import book
from regions.geo import Point
from regions.models import LocationQuality, Region
from timebank.care_registers import in_difficulty
from volunteers.registration import policy
from volunteers.registration.enums import VolunteerState
from volunteers.registration.models.team import Team, TeamMember
from volunteers.registration.models.volunteer import Skill, Volunteer, VolunteerSkill
from volunteers.slots import ALL_SLOTS
from workbench.roles import WORKER_ROLES
from workbench.scopes import covers

_IN = 500
_PERSON = ["name", "sex", "birth_date", "id_number", "id_number_index", "phone", "region"]
_VOLUNTEER = [
    "region", "lat", "lon", "location_quality", "max_distance_m", "monthly_cap_minutes", "availability", "state",
]  # fmt: skip


@dataclass(frozen=True)
class VolunteerRecord:
    """One checked row. None and '' mean that it does not say."""

    phone: str
    name: str
    id_number: str
    region: Region
    point: Point | None
    sex: str
    birth_date: date | None
    skills: tuple[str, ...] | None
    dialects: tuple[str, ...] | None
    max_distance_m: int | None
    monthly_cap_minutes: int | None
    availability: int | None
    team: str


CheckedRow = tuple[RowReader, VolunteerRecord]
Matched = tuple[VolunteerRecord, Person, Volunteer | None]


@transaction.atomic
def merge_volunteers(
    *, rows: Sequence[CheckedRow], actor: Actor = None, dry_run: bool = False, changes: Changes | None = None
) -> None:
    """Create or update volunteers by phone and report it; the number of queries does not grow with each row.

    A person known by ID number (an elder, say) is the same person. Refused are rows whose ID number belongs to somebody
    of another name, or contradicts the one on file, and rows that would give another phone to somebody who logs in:
    whoever holds the phone holds the log-in. New volunteers get the state that the policy names, known ones keep
    theirs.
    """
    if rows:
        changes = changes or Changes(dry_run=dry_run)
        _Merge(rows, actor, changes).run()
        changes.flush()
        if dry_run:
            transaction.set_rollback(True)


class _Merge:
    def __init__(self, rows: Sequence[CheckedRow], actor: Actor, changes: Changes) -> None:
        self.rows, self.actor, self.changes = rows, actor, changes
        self.records = [record for _cells, record in rows]
        self.rules = book()
        self.indexes = {n: blind_index(row.id_number) for n, row in enumerate(self.records) if row.id_number}

    def run(self) -> None:
        self._load()
        matched: list[Matched] = []
        stored: list[RowReader] = []
        self.numbers: dict[str, int] = {}
        for position, (cells, record) in enumerate(self.rows):
            person = self._person(cells, record, self.indexes.get(position))
            if person is not None:
                stored.append(cells)
                self.numbers[record.phone] = cells.row.number
                matched.append((record, person, self.volunteers.get(person.pk) if person.pk else None))
        touched = self._write_people(matched)
        touched |= self._write_volunteers(matched)
        touched |= self._write_words(matched)
        touched |= self._write_teams(matched)
        for cells, (record, _person, known) in zip(stored, matched, strict=True):
            cells.report.count_stored(new=known is None, changed=record.phone in touched)

    def _load(self) -> None:
        phones = [record.phone for record in self.records]
        self.by_phone: dict[str, Person] = {}
        self.by_index: dict[str, Person] = {}
        for part in _parts(phones):
            rows = Volunteer.objects.filter(person__phone__in=part).select_related("person")
            self.by_phone.update({row.person.phone: row.person for row in rows})
        for part in _parts(sorted(self.indexes.values())):
            for person in Person.objects.filter(id_number_index__in=part):
                self.by_index[person.id_number_index or ""] = person
        # A login that proved the phone before the roster came is the same person too.
        for part in _parts([phone for phone in phones if phone not in self.by_phone]):
            for person in Person.objects.filter(
                user__phone__in=part, user__phone_verified=True
            ).select_related("user"):
                if person.user is not None and person.user.phone:
                    self.by_phone.setdefault(person.user.phone, person)
        known = [person.pk for person in (*self.by_phone.values(), *self.by_index.values())]
        self.volunteers: dict[int, Volunteer] = {}
        for part in _parts(sorted(set(known))):
            self.volunteers.update({row.person_id: row for row in Volunteer.objects.filter(person__in=part)})
        self.in_care: set[int] = set()
        for part in _parts(sorted(set(known))):
            self.in_care |= set(in_difficulty().filter(pk__in=part).values_list("pk", flat=True))

    def _person(self, cells: RowReader, record: VolunteerRecord, index: str | None) -> Person | None:
        by_phone, by_index = self.by_phone.get(record.phone), self.by_index.get(index or "")
        if by_index is not None and by_phone is not None and by_index.pk != by_phone.pk:
            refused = "id_number", _("This ID number belongs to another person on file.")
        elif by_index is not None and by_index.name != record.name:
            refused = "name", _("This ID number is on file under another name.")
        elif (
            by_phone is not None and index and by_phone.id_number_index and by_phone.id_number_index != index
        ):
            refused = "id_number", _("Another ID number is on file for this phone.")
        elif by_phone is not None and by_phone.name and by_phone.name != record.name:
            refused = "name", _("This phone is on file under another name.")
        elif by_index is not None and by_index.user_id is not None and by_index.phone != record.phone:
            refused = "phone", _("This person logs in with another phone, and changes it on their own page.")
        elif (person := by_index or by_phone) is not None and not self._may_come_in(person, record):
            refused = "name", _("This person cannot be taken from a list. Please register them in person.")
        elif person is not None and self._is_elsewhere(person):
            refused = "phone", _("This person is on file outside your area. Please ask there.")
        else:
            return person or Person(phone=record.phone)
        cells.refuse(*refused)
        return None

    def _is_elsewhere(self, person: Person) -> bool:
        """A list of one community says nothing about the files of another: neither shown nor moved."""
        volunteer = self.volunteers.get(person.pk)
        found = {person.region_id, volunteer.region_id if volunteer else None} - {None}
        return self.actor is not None and not all(
            covers(self.actor, region, WORKER_ROLES) for region in found
        )

    def _may_come_in(self, person: Person, record: VolunteerRecord) -> bool:
        """Volunteers stay; whoever is in care does not become one by a list, unless the policy says so."""
        return (
            person.pk in self.volunteers
            or person.pk not in self.in_care
            or bool(self.rules.value(policy.ROSTER_TAKES_PEOPLE_IN_CARE, record.region))
        )

    def _write_people(self, matched: list[Matched]) -> set[str]:
        fresh: list[Person] = []
        changed: list[Person] = []
        for record, person, _known in matched:
            before = {name: getattr(person, name) for name in map(_column, _PERSON)}
            person.name, person.phone = record.name, record.phone
            if person.pk is None or (person.region_id is None and person.user_id is None):
                # Who logs in says where they live; staff have no region, so that no worker has their file.
                person.region_id = record.region.pk
            if record.id_number and not person.id_number_index:
                person.id_number, person.id_number_index = record.id_number, blind_index(record.id_number)
            person.sex, person.birth_date = record.sex or person.sex, record.birth_date or person.birth_date
            if person.pk is None:
                fresh.append(person)
            elif before != {name: getattr(person, name) for name in before}:
                changed.append(person)
                self.changes.changed(self.numbers[record.phone], person, before)
        self._store(Person, fresh, changed, _PERSON)
        for person in fresh:
            self.changes.added(self.numbers[person.phone], person)
        return {person.phone for person in changed}

    def _store(self, model: Any, fresh: list[Any], changed: list[Any], fields: list[str]) -> None:
        how = {
            "batch_size": _IN,
            "default_user": self.actor,
            "default_change_reason": _("Imported from a roster"),
        }
        if fresh:
            bulk_create_with_history(fresh, model, **how)
        if changed:
            bulk_update_with_history(changed, model, fields, **how)

    def _write_volunteers(self, matched: list[Matched]) -> set[str]:
        fresh, changed, touched = [], [], set()
        for record, person, known in matched:
            volunteer = known or Volunteer(
                person=person, availability=ALL_SLOTS, registered_on=timezone.localdate()
            )
            before = {name: getattr(volunteer, name, None) for name in map(_column, _VOLUNTEER)}
            self._apply(record, volunteer, new=known is None)
            self.volunteers[person.pk] = volunteer
            if known is None:
                fresh.append(volunteer)
            elif before != {name: getattr(volunteer, name) for name in before}:
                changed.append(volunteer)
                touched.add(record.phone)
                self.changes.changed(self.numbers[record.phone], volunteer, before)
        self._store(Volunteer, fresh, changed, _VOLUNTEER)
        for volunteer in fresh:
            self.changes.added(self.numbers[volunteer.person.phone], volunteer, whole=True)
        return touched

    def _apply(self, record: VolunteerRecord, volunteer: Volunteer, *, new: bool) -> None:
        region = record.region
        moved = volunteer.region_id != region.pk
        volunteer.region_id = region.pk
        if record.point is not None:
            volunteer.lat, volunteer.lon = record.point
            volunteer.location_quality = LocationQuality.EXACT
        elif new or (moved and volunteer.location_quality != LocationQuality.EXACT):
            volunteer.place_at(region)
        if record.max_distance_m is not None or new:
            reach = record.max_distance_m
            volunteer.max_distance_m = (
                self.rules.value(policy.DEFAULT_REACH_M, region) if reach is None else reach
            )
        if record.monthly_cap_minutes is not None or new:
            cap = record.monthly_cap_minutes
            volunteer.monthly_cap_minutes = (
                self.rules.value(policy.DEFAULT_CAP_MINUTES, region) if cap is None else cap
            )
        if record.availability is not None:
            volunteer.availability = record.availability
        state = self.rules.value(policy.STATE_AFTER_IMPORT, region)
        if new or (state == VolunteerState.APPROVED and volunteer.state == VolunteerState.PENDING):
            volunteer.state = state

    def _write_words(self, matched: list[Matched]) -> set[str]:
        """Skills and dialects: a roster adds, it does not take away."""
        skills = _vocabulary(Skill, {word for record, *_rest in matched for word in record.skills or ()})
        dialects = _vocabulary(
            Dialect, {word for record, *_rest in matched for word in record.dialects or ()}
        )
        speaks = Person.dialects.through
        people = [person.pk for _record, person, _known in matched]
        held: set[tuple[int, int]] = set()
        spoken: set[tuple[int, int]] = set()
        for part in _parts(people):
            held |= set(
                VolunteerSkill.objects.filter(volunteer__person__in=part).values_list(
                    "volunteer_id", "skill_id"
                )
            )
            spoken |= set(speaks.objects.filter(person_id__in=part).values_list("person_id", "dialect_id"))
        new_skills, new_words, touched = [], [], set()
        for record, person, _known in matched:
            volunteer = self.volunteers[person.pk]
            for word in record.skills or ():
                if (volunteer.pk, skills[word]) not in held:
                    held.add((volunteer.pk, skills[word]))
                    new_skills.append(VolunteerSkill(volunteer=volunteer, skill_id=skills[word]))
                    touched.add(record.phone)
            for word in record.dialects or ():
                if (person.pk, dialects[word]) not in spoken:
                    spoken.add((person.pk, dialects[word]))
                    new_words.append(speaks(person_id=person.pk, dialect_id=dialects[word]))
                    touched.add(record.phone)
        VolunteerSkill.objects.bulk_create(new_skills, batch_size=_IN)
        speaks.objects.bulk_create(new_words, batch_size=_IN)
        phones = {person.pk: record.phone for record, person, _known in matched}
        for holding in new_skills:
            number = self.numbers[phones[holding.volunteer.person_id]]
            self.changes.added(number, holding, says=Skill._meta.verbose_name)
        for told in new_words:
            self.changes.added(self.numbers[phones[told.person_id]], told, says=Dialect._meta.verbose_name)
        return touched

    def _write_teams(self, matched: list[Matched]) -> set[str]:
        """Memberships. A team of that name in the county is meant; a new name makes a team that waits for review."""
        wanted = {
            (record.team, record.region.pk[:6]): record.region for record, *_rest in matched if record.team
        }
        if not wanted:
            return set()
        first = {
            (record.team, record.region.pk[:6]): self.numbers[record.phone]
            for record, *_rest in reversed(matched)
        }
        teams: dict[tuple[str, str], Team] = {}
        for part in _parts(sorted({name for name, _county in wanted})):
            for team in Team.objects.filter(name__in=part).order_by("-pk"):
                teams[team.name, team.region_id[:6]] = team
        for (name, county), region in wanted.items():
            if (name, county) not in teams:
                team = Team.objects.create(name=name, region=region, state=ReviewState.PENDING)
                teams[name, county] = team
                self.changes.added(first[name, county], team)
        keys = [team.pk for team in teams.values()]
        present = set(
            TeamMember.objects.filter(team__in=keys, left_on=None).values_list("team_id", "volunteer_id")
        )
        new, numbers, touched = [], [], set()
        for record, person, _known in matched:
            if not record.team:
                continue
            team, volunteer = teams[record.team, record.region.pk[:6]], self.volunteers[person.pk]
            if (team.pk, volunteer.pk) not in present:
                present.add((team.pk, volunteer.pk))
                new.append(TeamMember(team=team, volunteer=volunteer))
                numbers.append(self.numbers[record.phone])
                touched.add(record.phone)
        TeamMember.objects.bulk_create(new, batch_size=_IN)
        for number, member in zip(numbers, new, strict=True):
            self.changes.added(number, member, says=member.team.name)
        return touched


def _column(name: str) -> str:
    return "region_id" if name == "region" else name


def _parts(keys: Sequence[Any]) -> list[Sequence[Any]]:
    return [keys[start : start + _IN] for start in range(0, len(keys), _IN)]


def _vocabulary(model: type[Skill] | type[Dialect], words: set[str]) -> dict[str, int]:
    """Word → primary key, by code or name in any case; words nobody knew are added."""
    known: dict[str, int] = {}
    if not words:
        return known
    for pk, code, name in model.objects.values_list("pk", "code", "name"):
        known.setdefault(code.casefold(), pk)
        known.setdefault(name.casefold(), pk)
    found: dict[str, int] = {}
    for word in sorted(words):
        key = word.casefold()
        if key not in known:
            code = slugify(word, allow_unicode=True)[:40] or f"word-{len(known)}"
            row, _created = model.objects.get_or_create(code=code, defaults={"name": word[:40]})
            known[key] = row.pk
        found[word] = known[key]
    return found
