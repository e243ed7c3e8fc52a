"""Finding the region that a person means by a typed name or code.

People write 'the Wulidian community in Tongchuan district' with or without blanks, with or without the
official ending. Names are compared with what the table of regions holds; nothing about any city is written
here.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from regions import codes
from regions.enums import Level
from regions.models import Region, RegionQuerySet

# Endings of official names that people leave out, the longest first.
_ENDINGS = (
    "社区居民委员会",
    "村民委员会",
    "居民委员会",
    "社区居委会",
    "社区",
    "居委会",
    "村委会",
    "街道办事处",
    "街道",
    "村",
    "镇",
    "乡",
    "区",
    "县",
    "市",
)
_SEPARATORS = re.compile(r"[\s,，、/／>＞·・\-]+")
MAX_CANDIDATES = 12
# A single character says too little to search for.
_TELLING = 2

# How well a name fits, best first.
_WHOLE_NAME, _BEGINNING, _SHORT_NAME, _PART_OF_NAME = range(4)


@dataclass(frozen=True)
class Resolution:
    """What a text can mean: the region when there is just one, else the candidates, the likeliest first.

    `guesses` says that nothing fits and the candidates are merely similar. `too_many` says that there are
    more.
    """

    region: Region | None = None
    candidates: Sequence[Region] = ()
    guesses: bool = False
    too_many: bool = False


def bare_name(name: str) -> str:
    """A name without its official ending, as people say it; never shorter than two characters."""
    for ending in _ENDINGS:
        if name.endswith(ending) and len(name) - len(ending) >= _TELLING:
            return name[: -len(ending)]
    return name


def resolve_region(text: str, *, among: RegionQuerySet | None = None) -> Resolution:
    """The region that a typed text means, out of `among` (all regions when not given).

    An exact code wins. A name may be preceded by those of the regions around it, which narrow the choice.
    """
    asked = unicodedata.normalize("NFKC", text).strip()
    regions = Region.objects.all() if among is None else among
    words = [word for word in _SEPARATORS.split(asked) if word]
    if not words:
        return Resolution()
    if codes.is_code(asked):
        return Resolution(region=regions.with_full_names().filter(code=asked).first())
    names = _chains(regions)
    ranked = sorted(
        (rank, code) for code, chain in names.items() if (rank := _rank(words, chain)) is not None
    )
    if not ranked:
        return Resolution(candidates=_similar(words, names), guesses=True)
    best = [code for rank, code in ranked if rank == ranked[0][0]]
    if len(best) == 1 and ranked[0][0] < _PART_OF_NAME:
        return Resolution(region=_fetch(best)[0])
    candidates = [code for _rank, code in ranked]
    if len(candidates) == 1:
        return Resolution(region=_fetch(candidates)[0])
    return Resolution(
        candidates=_fetch(candidates[:MAX_CANDIDATES]), too_many=len(candidates) > MAX_CANDIDATES
    )


def _chains(regions: RegionQuerySet) -> dict[str, list[str]]:
    """Names from the city down to the region, for each candidate; their ancestors come from the same table."""
    wanted = set(regions.values_list("code", flat=True))
    names = dict(Region.objects.level(Level.CITY, Level.COUNTY, Level.TOWNSHIP).values_list("code", "name"))
    names.update(regions.values_list("code", "name"))
    return {
        code: [names[part] for part in [*codes.ancestor_codes(code), code] if part in names]
        for code in wanted
    }


def _rank(words: Sequence[str], chain: Sequence[str]) -> int | None:
    """How well the words fit a chain of names, None when they do not.

    Every word but the last must belong to a region above. The last may begin with names from above, which is
    how Chinese is written without blanks.
    """
    *above, own = chain
    if any(all(word not in name for name in above) for word in words[:-1]):
        return None
    ranks = [_rank_name(rest, own) for rest in _without_prefixes(words[-1], above)]
    return min((rank for rank in ranks if rank is not None), default=None)


def _without_prefixes(word: str, above: Sequence[str]) -> list[str]:
    """The word as it is, and with every run of leading names of regions above taken off."""
    rests = [word]
    for name in above:
        for rest in list(rests):
            for said in {name, bare_name(name)}:
                if rest.startswith(said) and len(rest) > len(said):
                    rests.append(rest[len(said) :])
    return rests


def _rank_name(word: str, name: str) -> int | None:
    if word == name:
        return _WHOLE_NAME
    # Before the short name: who types the ending tells a village from a community of the same name.
    if len(word) >= _TELLING and name.startswith(word) and word != bare_name(name):
        return _BEGINNING
    if bare_name(word) == bare_name(name):
        return _SHORT_NAME
    return _PART_OF_NAME if len(word) >= _TELLING and word in name else None


def _similar(words: Sequence[str], chains: dict[str, list[str]]) -> list[Region]:
    by_name: dict[str, list[str]] = {}
    for code, chain in chains.items():
        by_name.setdefault(bare_name(chain[-1]), []).append(code)
    close = difflib.get_close_matches(bare_name(words[-1]), by_name, n=5, cutoff=0.6)
    return _fetch([code for name in close for code in sorted(by_name[name])][:MAX_CANDIDATES])


def _fetch(wanted: Sequence[str]) -> list[Region]:
    found = Region.objects.with_full_names().in_bulk(wanted)
    return [found[code] for code in wanted if code in found]
