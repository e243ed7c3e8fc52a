"""From the rows of a file to a table: which row names the columns, what they are, which rows are entries."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from common.tabular.formulas import unescape_formula
from common.tabular.records import Record, Row, Table, TableError

# The row that names the columns is one of these; some more are kept to look at.
_HEADER_WITHIN = 10
HEAD = 12
_BETWEEN_CHINESE = re.compile(r"(?<=[\u3400-\u9fff()])_(?=[\u3400-\u9fff()])")
# What people add to a heading to say how to fill it in. Other words in brackets may say whose it is, and stay.
_HOW_TO_FILL = re.compile(
    r"\((?:必填|选填|可不填|可空|可多选|多选|单选|下拉[^()]*|(?:如|例|例如|格式|示例)[^()]*|1[18]位[^()]*|[yY年月日mMdD/_.]+)\)"
)
_NUMBERED = re.compile(r"^[0-9]{1,2}[.、](?=\D)")
# Rows below the heading that are no entries, by the first cell that is filled: an invented example, totals, and what
# people sign below the table.
_EXAMPLE = re.compile(r"(?:示例|样例|例)[0-9]*(?:[:：(].*)?|填写示例.*")
_ASIDE = re.compile(
    r"(?:合计|总计|小计|共计|累计)(?:[:：]?\s*[0-9]+\s*(?:人|户|名|个|家|支)?)?[:：]?"
    r"|(?:注|备注|说明|填表说明|填写说明|填表人|填报人|制表人|审核人|负责人|经办人|填报单位|填表单位|单位负责人|填表日期|填报日期|制表日期)[:：].*"
)
_ASIDE_BEGINS = frozenset("示样例填合总小共累注备说制审负经单")


def normal_header(text: str) -> str:
    """A column name as the imports know it: 'Region Code *' and 'region-code' are `region_code`, '姓 名' is 姓名."""
    plain = unicodedata.normalize("NFKC", text).strip().strip("*:").strip().casefold()
    plain = _BETWEEN_CHINESE.sub("", re.sub(r"[\s\-]+", "_", plain))
    return _NUMBERED.sub("", _HOW_TO_FILL.sub("", plain)).strip("_*:")


class Vocabulary:
    """The columns an import knows, by every way of writing them, and what readers call them.

    `assigned`: columns by the headings that nobody knew and of which somebody has said what they are.
    """

    def __init__(
        self,
        columns: Collection[str] = (),
        aliases: Mapping[str, str] | None = None,
        titles: Mapping[str, str] | None = None,
        assigned: Mapping[str, str] | None = None,
    ) -> None:
        aliases = aliases or {}
        self._known = {normal_header(alias): column for alias, column in aliases.items()}
        self._rank = {heading: place for place, heading in enumerate(self._known)}
        self.columns = {*columns, *aliases.values()}
        self.titles = titles or {}
        self._assigned = assigned or {}

    def name(self, text: str) -> str:
        plain = normal_header(text)
        return self._known.get(plain, plain)

    def count(self, names: Sequence[str]) -> int:
        return len({name for name in names if name in self.columns})

    def names(self, headings: Sequence[str]) -> list[str]:
        """The columns of a row of headings. One that stands there twice may belong to the one before it: 电话 behind
        紧急联系人 is the 紧急联系人电话."""
        found = [self.name(text) for text in headings]
        for place, name in enumerate(found):
            if place and name in self.columns and name in found[:place]:
                together = self.name(headings[place - 1] + headings[place])
                if together in self.columns and together not in found:
                    found[place] = together
        return self._settled(found, headings)

    def merged(self, upper: Sequence[str], lower: Sequence[str]) -> list[str]:
        """The names that two rows give together: a group above its parts, or one heading over both rows."""
        names, headings = [], []
        group = ""
        for position in range(max(len(upper), len(lower))):
            above = upper[position] if position < len(upper) else ""
            below = lower[position] if position < len(lower) else ""
            group = above or (group if below else "")
            both = self.name(group + below)
            names.append(both if both in self.columns else self.name(below or above))
            headings.append(below or above)
        return self._settled(names, headings)

    def _settled(self, names: list[str], headings: Sequence[str]) -> list[str]:
        """Each known column once: of 姓名 and 户主姓名 the one that is its first name. The other keeps its own heading,
        as a column that nobody knows; so does what stands there twice (电话_2)."""
        if not self.columns:
            return names
        chosen: dict[str, int] = {}
        for place, name in enumerate(names):
            if name in self.columns and (
                name not in chosen or self._rank_of(headings[place]) < self._rank_of(headings[chosen[name]])
            ):
                chosen[name] = place
        settled: list[str] = []
        for place, name in enumerate(names):
            if name in self.columns and chosen[name] != place:
                plain = normal_header(headings[place])
                times = [normal_header(text) for text in headings[: place + 1]].count(plain)
                name = f"{plain}_{times}" if times > 1 else plain
            elif name and name in settled and name not in self.columns:
                # What nobody reads may be there twice: the second is as little read as the first.
                name = ""
            settled.append(self._assigned.get(name, name))
        return settled

    def _rank_of(self, heading: str) -> int:
        return self._rank.get(normal_header(heading), -1)


@dataclass
class Header:
    """A row of headings: its position among the first rows, the columns it names, how many of them are known."""

    position: int
    columns: list[str]
    known: int


@dataclass
class Sheet:
    """The rows of a file, before anybody has said which columns they are. `records` can be gone through again.

    `encoding` is how a CSV was read, 'xlsx' for a workbook; `head` are its first rows.
    """

    head: Sequence[Record]
    records: Iterable[Record]
    encoding: str = "utf-8"

    def header(self, vocabulary: Vocabulary) -> Header:
        """Which row names the columns, and what they are called.

        A title may stand above, and headings may be merged over two rows: of the first rows that one is the header
        which names most of the known columns; without any, the first.
        """
        best = Header(0, vocabulary.names(self.head[0].cells) if self.head else [], 0)
        best.known = vocabulary.count(best.columns)
        for position, record in enumerate(self.head[:_HEADER_WITHIN]):
            found = [Header(position, vocabulary.names(record.cells), 0)]
            if position + 1 < len(self.head):
                merged = vocabulary.merged(record.cells, self.head[position + 1].cells)
                found.append(Header(position + 1, merged, 0))
            for header in found:
                header.known = vocabulary.count(header.columns)
                if header.known > best.known:
                    best = header
        return best

    @property
    def title(self) -> str:
        """What stands above the table alone in its row, if anything."""
        for record in self.head[:1]:
            filled = [text for text in record.cells if text]
            return filled[0] if len(filled) == 1 else ""
        return ""

    def table(self, vocabulary: Vocabulary) -> Table:
        """The table below the header, with its columns named. Raises TableError when nothing names them, or when two
        columns would be the same."""
        header = self.header(vocabulary)
        names = header.columns
        if not any(names):
            raise TableError(_("The file is empty. Its first row must name the columns."))
        twice = sorted(
            {vocabulary.titles.get(name, name) for name in names if name and names.count(name) > 1}
        )
        if twice:
            raise TableError(
                _("Two columns have the same name: %(columns)s.") % {"columns": ", ".join(twice)}
            )
        while names and not names[-1]:
            names.pop()
        rows = TableRows(self.records, header.position, names, vocabulary.columns)
        headings = self.head[header.position].cells if self.head else []
        rows.headings = list(headings)
        return Table(tuple(name for name in names if name), rows, vocabulary.titles, rows.left_out)


class TableRows(Sequence[Row]):
    """The rows of a table, made when somebody asks for them: sixty thousand of them as dictionaries need much room."""

    def __init__(
        self, records: Iterable[Record], header: int, columns: Sequence[str], read: Collection[str] = ()
    ) -> None:
        self._records, self._header, self._columns = records, header, columns
        # Digits that were lost in a column which nobody reads keep no row out.
        self._read = frozenset(read or columns)
        self._count: int | None = None
        # The row of headings: printed again on every page, it is still no entry.
        self.headings: list[str] = []
        self.left_out: dict[int, str] = {}

    def __iter__(self) -> Iterator[Row]:
        for position, record in enumerate(self._records):
            if position > self._header and any(record.cells) and not self._is_aside(record):
                yield _row(self._columns, record, self._read)

    def __len__(self) -> int:
        if self._count is None:
            self._count = sum(1 for row in self)
        return self._count

    def __getitem__(self, place: Any) -> Any:
        return list(self)[place]

    def _is_aside(self, record: Record) -> bool:
        """Whether a row is no entry. Totals and notes are told (`left_out`): nothing is lost without a word."""
        first = next(text for text in record.cells if text)
        if first[0] in _ASIDE_BEGINS:
            plain = "".join(first.split())
            if _EXAMPLE.fullmatch(plain):
                return True
            if _ASIDE.fullmatch(plain):
                self.left_out[record.number] = first
                return True
        return record.cells == self.headings


def _row(columns: Sequence[str], record: Record, read: frozenset[str]) -> Row:
    cells = [*record.cells, *[""] * (len(columns) - len(record.cells))]
    return Row(
        record.number,
        {column: unescape_formula(text) for column, text in zip(columns, cells, strict=False) if column},
        [text for text in cells[len(columns) :] if text],
        frozenset(
            columns[place] for place in record.damaged if place < len(columns) and columns[place] in read
        ),
        record.unclosed,
    )
