from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import Any

from django.db.models import Count, Q

from people.actors import AnyUser
from timebank.oversight.enums import CallState
from timebank.oversight.models.samples import PhoneCall, PhoneSample

# 95 of 100 intervals made like this hold the true share.
Z = 1.96


def wilson(found: int, asked: int) -> tuple[float, float]:
    """Wilson's interval for a share of which `found` out of `asked` were seen; (0, 1) where nobody was asked."""
    if asked <= 0:
        return 0.0, 1.0
    share, z2 = found / asked, Z * Z
    middle = (share + z2 / (2 * asked)) / (1 + z2 / asked)
    half = Z * sqrt(share * (1 - share) / asked + z2 / (4 * asked * asked)) / (1 + z2 / asked)
    # At both ends the formula is exact, and its rounding is not.
    return 0.0 if found == 0 else middle - half, 1.0 if found == asked else middle + half


@dataclass(frozen=True)
class SampleFigures:
    """Calls of a sample (or several) by what they brought, in the order of `CallState`."""

    to_call: int
    confirmed: int
    not_confirmed: int
    unreachable: int

    @property
    def calls(self) -> int:
        return self.to_call + self.answered + self.unreachable

    @property
    def answered(self) -> int:
        return self.confirmed + self.not_confirmed

    @property
    def rate(self) -> float | None:
        """Confirmed ÷ answered; who was not reached says nothing either way."""
        return self.confirmed / self.answered if self.answered else None

    @property
    def interval(self) -> tuple[float, float]:
        return wilson(self.confirmed, self.answered)


def samples(user: AnyUser) -> list[tuple[PhoneSample, SampleFigures]]:
    """The samples that `user` may see, the newest first, each with the figures of the calls the user may see."""
    counts: Any = (
        PhoneCall.objects.visible_to(user)
        .values("sample")
        .annotate(**{state.value: Count("pk", filter=Q(state=state)) for state in CallState})
        .order_by()
    )
    by_sample = {
        sample: SampleFigures(*numbers)
        for sample, *numbers in counts.values_list("sample", *CallState.values)
    }
    rows = PhoneSample.objects.visible_to(user).defer("frame").select_related("county")
    return [
        (sample, by_sample.get(sample.pk, SampleFigures(0, 0, 0, 0)))
        for sample in rows.order_by("-month", "county")
    ]


def all_together(figures: list[SampleFigures]) -> SampleFigures:
    return SampleFigures(*(sum(getattr(one, state.value) for one in figures) for state in CallState))
