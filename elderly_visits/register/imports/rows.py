"""One row of the roster of elders: read, checked, and every fault named."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from common.phones import normalise_phone
from common.tabular.cell_readers import printable, read_words
from common.tabular.dates import Month, agree, read_past_date, read_past_day_or_month
from common.tabular.records import ImportReport, Row
from common.tabular.row_reader import RowReader
from elderly_visits.register import policy
from elderly_visits.register.enums import HardshipFlag
from elderly_visits.register.imports import cell_readers
from elderly_visits.register.models import ADVANCED_AGE
from elderly_visits.register.risk import age_on
from elderly_visits.register.services.rosters import ElderRecord
from people.actors import Actor
from people.persons import id_numbers
from people.persons.enums import Sex
from people.persons.roster_cells import read_name, read_sex
from policies.selectors import PolicyBook
from regions.enums import Level
from regions.models import Region
from regions.roster_cells import read_point
from workbench.roster_cells import RosterRegions

_NAME_LENGTH = 60
_ADDRESS_LENGTH = 200
_DIALECT_LENGTH = 40
_MOST_DIALECTS = 20


class Checker:
    """Reads rows one after the other; what is looked up once for all of them is kept here."""

    def __init__(self, report: ImportReport, book: PolicyBook, actor: Actor = None) -> None:
        self.report, self._book = report, book
        self._today = timezone.localdate()
        self._regions = RosterRegions(actor, Level.COMMUNITY)
        self._first_row: dict[str, int] = {}
        self._minimum_age: dict[str, int] = {}

    def read(self, row: Row) -> ElderRecord | None:
        """The row, or None with every reason noted in the report."""
        self.report.refuse(row, *row.refusals())
        if row.number in self.report.refused_rows:
            return None
        cells = RowReader(row, self.report)
        number = self._id_number(cells)
        name = cells.required("name", read_name)
        place = self._regions.read_row(cells)
        said_born = cells.optional("birth_date", read_past_day_or_month)
        sex = cells.optional("gender", read_sex)
        address = cells.optional("address", printable(_ADDRESS_LENGTH))
        point = read_point(cells, place)
        flags = cells.optional("flags", cell_readers.read_flags)
        found: dict[str, Any] = {
            "assistance": cells.optional("assistance", cell_readers.read_assistance),
            "ability_level": cells.optional("ability_level", cell_readers.read_ability),
            "phone": cells.optional("phone", normalise_phone),
            "contact": _contact(cells),
            "consent_on": cells.optional("consent_on", read_past_date),
            "prefers_sex": cells.optional("prefers_gender", cell_readers.read_preferred_sex),
            "dialects": cells.optional("dialects", read_words(_DIALECT_LENGTH, _MOST_DIALECTS)) or (),
            "needs_pair": cells.optional("needs_pair", cell_readers.read_yes_or_no),
        }
        birth_date = None
        if number is not None:
            birth_date, sex = self._agree(cells, number, said_born, sex, flags, place)
        if (
            cells.refused
            or number is None
            or name is None
            or place is None
            or birth_date is None
            or sex is None
        ):
            return None
        return ElderRecord(
            id_number=number, name=name, birth_date=birth_date, sex=sex.value, region_id=place.code,
            community_point=place.point,
            address=address, point=point, flags=None if flags is None else frozenset(flags), **found,
        )  # fmt: skip

    def _id_number(self, cells: RowReader) -> str | None:
        number = cells.required("id_number", id_numbers.normalise_id_number)
        if number is None:
            return None
        first = self._first_row.setdefault(number, cells.row.number)
        if first != cells.row.number:
            cells.refuse("id_number", _("This ID number already appears in row %(row)s.") % {"row": first})
            return None
        return number

    def _agree(
        self, cells: RowReader, number: str, said: date | Month | None, sex: Sex | None,
        flags: set[HardshipFlag] | None, place: Region | None,
    ) -> tuple[date | None, Sex]:  # fmt: skip
        """Birth date and sex as the ID number says; whoever is too young or contradicts it is refused. A month
        contradicts no day that lies in it."""
        born, said_sex = id_numbers.birth_date(number), id_numbers.sex(number)
        assert born is not None  # The number has been checked.
        if not agree(said, born):
            cells.refuse(
                "birth_date", _("The birth date in the ID number is %(date)s.") % {"date": born.isoformat()}
            )
        if sex is not None and sex != said_sex:
            cells.refuse(
                "gender", _("The sex according to the ID number is: %(sex)s.") % {"sex": said_sex.label}
            )
        age = age_on(born, self._today) or 0
        minimum = self._minimum(place.code if place else "")
        if age < minimum:
            cells.refuse(
                "id_number",
                _("This person is %(age)d; the register is for people of %(minimum)d and older.")
                % {"age": age, "minimum": minimum},
            )
        elif flags is not None and HardshipFlag.ADVANCED_AGE in flags and age < ADVANCED_AGE:
            cells.refuse(
                "flags",
                _("Advanced age begins at %(limit)d; this person is %(age)d.")
                % {"limit": ADVANCED_AGE, "age": age},
            )
        return born, said_sex

    def _minimum(self, code: str) -> int:
        if code not in self._minimum_age:
            self._minimum_age[code] = self._book.value(policy.MINIMUM_AGE, code)
        return self._minimum_age[code]


def _contact(cells: RowReader) -> tuple[str, str] | None:
    """Name and phone of whom to call; one without the other helps nobody."""
    name, phone = (
        cells.optional("contact_name", printable(_NAME_LENGTH)),
        cells.optional("contact_phone", normalise_phone),
    )
    said_name, said_phone = bool(cells.text("contact_name")), bool(cells.text("contact_phone"))
    if said_name and not said_phone:
        cells.refuse("contact_phone", _("The emergency contact needs a phone number."))
    if said_phone and not said_name:
        cells.refuse("contact_name", _("The emergency contact needs a name."))
    return (name, phone) if name and phone else None
