"""What is to be matched: visits, volunteers, what is already settled, and what things cost."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Masks = NDArray[np.uint64]
SlotMasks = NDArray[np.uint32]

WEEKLY_SLOTS = 21
# Bit 3·day + part of the day: Monday morning, afternoon, evening, Tuesday morning … Sunday evening.
ALL_SLOTS = (1 << WEEKLY_SLOTS) - 1
ANY_WINDOW = -1
UNLIMITED = 10**6
HIGH, KEY, GENERAL = 0, 1, 2
ANY_GENDER, MALE, FEMALE = 0, 1, 2


@dataclass(frozen=True, kw_only=True, eq=False)
class Problem:
    """n visits, m volunteers, and what is already settled. All arrays are one-dimensional unless said otherwise.

    Visits (each of length n):
    - `visit_lat`, `visit_lon`: float64 degrees, WGS-84; NaN = not known, then the visit is unmatched for that reason.
    - `visit_elder`: int64 ≥ 0, any numbering; visits with the same number are the same elder's.
    - `visit_tier`: 0 high, 1 key, 2 general.
    - `visit_minutes`: int64 > 0, what one visitor spends.
    - `visit_persons`: 1, or 2 different volunteers who come together (one slot common to the visit and both).
    - `visit_slots`: uint32 bits over the 21 weekly slots in which the elder can receive; all ones = any.
    - `visit_gender`: 0 any, 1 a man, 2 a woman must come (both, when two come).
    - `visit_skills`: uint64 bits; the volunteer (each of two) has all of them.
    - `visit_dialects`: uint64 bits of what the elder speaks; 0 = no requirement, otherwise one in common is needed.
    - `visit_window`: int64 index of the period in which the visit falls (week of the month), -1 any. One volunteer
      makes at most as many visits to an elder within one window as the two share weekly slots.
    - `visit_adult_only`: bool; no minors.

    Volunteers (each of length m):
    - `lat`, `lon`: float64 degrees, WGS-84; NaN = not known, then never proposed.
    - `reach_m`: float64 metres; inf allowed; negative = asked for nothing new, and no reason counts them as near.
    - `cap_minutes`: int64 minutes left this month *before* what `locked` takes; negative counts as 0.
    - `slots` uint32, `skills` uint64, `dialects` uint64: bits as above.
    - `gender`: 0 not stated, 1 man, 2 woman. `adult`: bool.
    - `slot_visits`: int64, visits at most in one weekly slot within one window (one half-day); `slot_total`: in one
      weekly slot over all windows. Every visit of a volunteer sits in one slot that suits the elder and all who come.

    Settled, as integer pairs of shape (k, 2):
    - `previous`: (elder, volunteer) who visited last month; the elder in the numbering of `visit_elder`.
    - `locked`: (visit, volunteer) accepted: kept as it is, whatever the rules, and its minutes are used up.
    - `forbidden`: (visit, volunteer) declined: never proposed again.
    - `offered`: (visit, volunteer) asked and not answered yet: others cost `Weights.stability_m` more for this elder.
    - `covered`: elders (shape (k,)) who already have had a visit this month outside this problem.

    Raises ValueError, naming the field and the first offending row, for arrays of wrong length or range.
    """

    visit_lat: Floats
    visit_lon: Floats
    visit_elder: Ints
    visit_tier: Ints
    visit_minutes: Ints
    visit_persons: Ints
    visit_slots: SlotMasks
    visit_gender: Ints
    visit_skills: Masks
    visit_dialects: Masks
    visit_window: Ints
    visit_adult_only: Bools
    lat: Floats
    lon: Floats
    reach_m: Floats
    cap_minutes: Ints
    slots: SlotMasks
    skills: Masks
    dialects: Masks
    gender: Ints
    adult: Bools
    slot_visits: Ints
    slot_total: Ints
    previous: Ints
    locked: Ints
    forbidden: Ints
    offered: Ints
    covered: Ints

    @classmethod
    def build(cls, **arrays: ArrayLike) -> Self:
        """A problem in which whatever is not given asks for nothing and excludes nobody.

        Positions, `reach_m` and `cap_minutes` must be given. By default every visit is another elder's, general,
        60 minutes, one person, any slot, gender and window; every volunteer is an adult, free in every slot.
        """
        visits, volunteers = np.size(arrays["visit_lat"]), np.size(arrays["lat"])
        defaults: dict[str, ArrayLike] = {
            "visit_elder": np.arange(visits),
            "visit_tier": np.full(visits, GENERAL),
            "visit_minutes": np.full(visits, 60),
            "visit_persons": np.ones(visits),
            "visit_slots": np.full(visits, ALL_SLOTS),
            "visit_gender": np.zeros(visits),
            "visit_skills": np.zeros(visits),
            "visit_dialects": np.zeros(visits),
            "visit_window": np.full(visits, ANY_WINDOW),
            "visit_adult_only": np.zeros(visits),
            "slots": np.full(volunteers, ALL_SLOTS),
            "skills": np.zeros(volunteers),
            "dialects": np.zeros(volunteers),
            "gender": np.zeros(volunteers),
            "adult": np.ones(volunteers),
            "slot_visits": np.full(volunteers, UNLIMITED),
            "slot_total": np.full(volunteers, UNLIMITED),
            "previous": np.empty((0, 2)),
            "locked": np.empty((0, 2)),
            "forbidden": np.empty((0, 2)),
            "offered": np.empty((0, 2)),
            "covered": np.empty(0),
        }
        known: Any = {**defaults, **arrays}
        return cls(**known)

    @property
    def visits(self) -> int:
        """How many visits."""
        return len(self.visit_lat)

    @property
    def volunteers(self) -> int:
        """How many volunteers."""
        return len(self.lat)

    def __post_init__(self) -> None:
        for field in fields(self):
            object.__setattr__(self, field.name, _array(field.name, getattr(self, field.name)))
        for field in fields(self):
            values = getattr(self, field.name)
            if field.name in _PAIRS or field.name == "covered":
                continue
            expected = self.visits if field.name.startswith("visit_") else self.volunteers
            if values.shape != (expected,):
                raise ValueError(f"{field.name}: expected {expected} values, got shape {values.shape}")
        self._check_ranges()
        self._check_pairs()

    def _check_ranges(self) -> None:
        # Pairs of elders and volunteers are told apart by one number of 64 bits.
        most = 2**62 // max(1, self.volunteers)
        _require("visit_elder", self.visit_elder >= 0, "must not be negative")
        _require("visit_elder", self.visit_elder < most, f"must be below {most}")
        _require("visit_tier", (self.visit_tier >= HIGH) & (self.visit_tier <= GENERAL), "must be 0, 1 or 2")
        _require(
            "visit_minutes", (self.visit_minutes > 0) & (self.visit_minutes <= 1_440), "must be 1 to 1440"
        )
        _require("visit_persons", (self.visit_persons == 1) | (self.visit_persons == 2), "must be 1 or 2")
        _require("visit_gender", (self.visit_gender >= 0) & (self.visit_gender <= 2), "must be 0, 1 or 2")
        _require("visit_window", self.visit_window >= ANY_WINDOW, "must be -1 or an index")
        _require("gender", (self.gender >= 0) & (self.gender <= 2), "must be 0, 1 or 2")
        _require("reach_m", ~np.isnan(self.reach_m), "must be a number of metres")
        _require("cap_minutes", self.cap_minutes <= 10**6, "must be at most a million minutes")
        for name in ("slot_visits", "slot_total"):
            values = getattr(self, name)
            _require(name, (values >= 0) & (values <= UNLIMITED), "must be 0 to a million visits")
        for name in ("visit_lat", "lat"):
            _require(
                name, ~(np.abs(getattr(self, name)) > 90), "must lie between -90 and 90 degrees, or be NaN"
            )
        for name in ("visit_lon", "lon"):
            _require(
                name, ~(np.abs(getattr(self, name)) > 180), "must lie between -180 and 180 degrees, or be NaN"
            )

    def _check_pairs(self) -> None:
        for name in _PAIRS:
            pairs = getattr(self, name)
            if pairs.size and (pairs.ndim != 2 or pairs.shape[1] != 2):
                raise ValueError(f"{name}: expected pairs of shape (k, 2), got shape {pairs.shape}")
            object.__setattr__(self, name, pairs.reshape(-1, 2))
        most = 2**62 // max(1, self.volunteers)
        known = self.previous[:, 0]
        _require("previous", known >= 0, "names a negative elder")
        _require("previous", known < most, f"names an elder above {most}")
        if self.covered.ndim != 1:
            raise ValueError(f"covered: expected a list of elders, got shape {self.covered.shape}")
        for name in ("locked", "forbidden", "offered"):
            pairs = getattr(self, name)
            _require(
                name, (pairs[:, 0] >= 0) & (pairs[:, 0] < self.visits), "names a visit that does not exist"
            )
        for name in _PAIRS:
            who = getattr(self, name)[:, 1]
            _require(name, (who >= 0) & (who < self.volunteers), "names a volunteer who does not exist")
        visits = self.locked[:, 0]
        taken = np.bincount(visits, minlength=self.visits)[visits]
        _require(
            "locked", taken <= self.visit_persons[visits], "accepts more volunteers than the visit needs"
        )
        stride = max(1, self.volunteers)
        locks, refused = (pairs[:, 0] * stride + pairs[:, 1] for pairs in (self.locked, self.forbidden))
        _, which, times = np.unique(locks, return_inverse=True, return_counts=True)
        _require("locked", times[which] == 1, "accepts one volunteer twice for one visit")
        _require("locked", ~np.isin(locks, refused), "is forbidden as well")


@dataclass(frozen=True, kw_only=True)
class Weights:
    """What things cost, in metres of way (so 1,500 means: worth a detour of 1.5 km). They come from policy rows.

    The defaults put a covered elder before a filled visit, a visit of a higher tier before a lower one, and all of
    that before ways: no detour that can really happen adds up to the difference.

    - `distance`: metres per metre of way, one way, from the volunteer's place to the elder's.
    - `discontinuity_m`: for every visit by somebody who did not visit this elder last month.
    - `unfilled_m`: for a visit nobody makes, by tier (high, key, general).
    - `uncovered_elder_m`: on top, once for each elder none of whose visits is made.
    - `stability_m`: for every visit by somebody who holds no offer for this elder while somebody else does.
    - `fairness_m_per_hour`: for each hour in the second third of a volunteer's cap, and twice that in the last third
      (beyond an equal share, the next hour costs more). 0 = no levelling.
    """

    distance: float = 1.0
    discontinuity_m: float = 1_500.0
    unfilled_m: tuple[float, float, float] = (400_000.0, 350_000.0, 300_000.0)
    uncovered_elder_m: float = 700_000.0
    fairness_m_per_hour: float = 60.0
    stability_m: float = 3_000.0

    def __post_init__(self) -> None:
        if len(self.unfilled_m) != 3:
            raise ValueError("unfilled_m: expected one cost for each of the three tiers")
        priced = {
            "distance": (self.distance, 1_000.0),
            "discontinuity_m": (self.discontinuity_m, 10_000_000.0),
            "uncovered_elder_m": (self.uncovered_elder_m, 10_000_000.0),
            "stability_m": (self.stability_m, 10_000_000.0),
            "fairness_m_per_hour": (self.fairness_m_per_hour, 100_000.0),
        }
        tiers = [("unfilled_m", (value, 10_000_000.0)) for value in self.unfilled_m]
        for name, (value, most) in (*priced.items(), *tiers):
            if not 0 <= value <= most:
                raise ValueError(f"{name}: must lie between 0 and {most:g}, got {value}")


_PAIRS = ("previous", "locked", "forbidden", "offered")
_DTYPES: dict[str, Any] = {
    **dict.fromkeys(("visit_lat", "visit_lon", "lat", "lon", "reach_m"), np.float64),
    **dict.fromkeys(("visit_slots", "slots"), np.uint32),
    **dict.fromkeys(("visit_skills", "visit_dialects", "skills", "dialects"), np.uint64),
    **dict.fromkeys(("visit_adult_only", "adult"), np.bool_),
}


def _array(name: str, values: ArrayLike) -> NDArray[Any]:
    """The values as a read-only array of the field's type; a value that does not fit raises ValueError."""
    dtype = _DTYPES.get(name, np.int64)
    raw = np.asarray(values)
    try:
        cast = np.array(raw, dtype=dtype)
    except (OverflowError, TypeError, ValueError) as error:
        raise ValueError(f"{name}: {error}") from error
    if dtype is not np.float64 and raw.dtype.kind == "f" and not np.array_equal(raw, cast):
        raise ValueError(f"{name}: whole numbers expected")
    if dtype in (np.uint32, np.uint64) and raw.dtype.kind == "i" and raw.size and raw.min() < 0:
        raise ValueError(f"{name}: a bit mask cannot be negative")
    if dtype is np.uint32:
        cast &= np.uint32(ALL_SLOTS)
    cast.setflags(write=False)
    return cast


def _require(name: str, fine: Bools, message: str) -> None:
    if not fine.all():
        raise ValueError(f"{name}: row {int(np.argmin(fine))} {message}")


FIELDS_OF_VISITS = tuple(field.name for field in fields(Problem) if field.name.startswith("visit_"))
