"""The checkers find every broken rule and count costs by hand, whatever a solver says."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.routing.check import Rule, Stop, check_home_care, check_solomon
from bench.routing.published import HomeCare, Solomon, read_solomon
from tests.routing.cases import SQUARE, SQUARE_COST, home_care, village


def _chen(wang: float = 55, li: float = 70) -> list[Stop]:
    return [Stop("wang", 0, wang), Stop("li", 0, li)]


def _liu(zhao: float = 30, wang: float = 55, li: float = 95) -> list[Stop]:
    return [Stop("zhao", 0, zhao), Stop("wang", 1, wang), Stop("li", 1, li)]


@pytest.fixture
def square(tmp_path: Path) -> Solomon:
    (tmp_path / "SQUARE.txt").write_text(SQUARE)
    return read_solomon(tmp_path / "SQUARE.txt")


@pytest.fixture
def street(tmp_path: Path) -> HomeCare:
    return home_care(tmp_path, village())


def test_good_routes_cost_their_way_there_and_back(square: Solomon) -> None:
    assert check_solomon(square, [[1, 2], [3]]) == ((), SQUARE_COST, SQUARE_COST, 0, 0)


def test_an_empty_route_costs_nothing_and_counts_as_none(square: Solomon) -> None:
    assert check_solomon(square, [[1, 2], [], [3], []]).violations == ()


@pytest.mark.parametrize(
    ("routes", "rules"),
    [
        ([[1, 2]], [Rule.NOT_SERVED]),
        ([[1, 2], [3, 1]], [Rule.LATE, Rule.SERVED_TWICE]),
        ([[1], [2], [3]], [Rule.TOO_MANY_ROUTES]),
        ([[2, 1, 3]], [Rule.OVERLOADED]),
        ([[3, 1], [2]], [Rule.LATE]),
        ([[1, 2], [3], [0]], [Rule.TOO_MANY_ROUTES, Rule.UNKNOWN]),
        ([[1, 2], [3, 4]], [Rule.UNKNOWN]),
        ([], [Rule.NOT_SERVED] * 3),
    ],
)
def test_routes_that_break_a_rule(square: Solomon, routes: list[list[int]], rules: list[Rule]) -> None:
    assert [violation.rule for violation in check_solomon(square, routes).violations] == rules


def test_coming_home_late_is_late(square: Solomon) -> None:
    depot, *rest = square.customers
    early = Solomon(square.name, 2, 20, (depot._replace(due=68.0), *rest))
    assert check_solomon(early, [[1, 2], [3]]).violations == ((Rule.LATE, "0: 69.000 > 68.0"),)


def test_a_good_day_costs_a_third_of_distance_and_both_tardinesses(street: HomeCare) -> None:
    stops = {"chen": _chen(), "liu": _liu()}
    # Zhao closes at 10 and is served at 30; Li's second service starts 5 late.
    assert check_home_care(street, stops) == ((), (40 + 80 + 25 + 20) / 3, 120, 25, 20)


@pytest.mark.parametrize(
    ("chen", "liu", "rules"),
    [
        (_chen(wang=45), _liu(), [Rule.LAG]),
        (_chen(), _liu(li=89), [Rule.LAG]),
        (_chen(), _liu(li=101), [Rule.LAG]),
        (_chen(li=69), _liu(), [Rule.TOO_SOON]),
        (_chen(), _liu(zhao=29), [Rule.TOO_SOON]),
        (_chen(), _liu(zhao=float("nan")), [Rule.TOO_SOON, Rule.TOO_SOON]),
        (
            _chen(wang=29),
            [Stop("wang", 1, 29), Stop("li", 1, 95), Stop("zhao", 0, 110)],
            [Rule.TOO_SOON, Rule.TOO_SOON],
        ),
        (_chen(), _liu()[:2], [Rule.NOT_SERVED]),
        (_chen(), [*_liu(), Stop("zhao", 0, 200)], [Rule.SERVED_TWICE]),
        ([*_chen(), Stop("li", 1, 95)], _liu()[:2], [Rule.UNABLE, Rule.SAME_CARER]),
        ([*_chen(), Stop("mao", 0, 99)], _liu(), [Rule.UNKNOWN]),
        ([*_chen(), Stop("li", 2, 99)], _liu(), [Rule.UNKNOWN]),
    ],
)
def test_days_that_break_a_rule(
    street: HomeCare, chen: list[Stop], liu: list[Stop], rules: list[Rule]
) -> None:
    found = check_home_care(street, {"chen": chen, "liu": liu})
    assert [violation.rule for violation in found.violations] == rules


def test_a_carer_nobody_knows_is_named(street: HomeCare) -> None:
    found = check_home_care(street, {"sun": _chen()})
    assert found.violations[0] == (Rule.UNKNOWN, "sun")
    assert len(found.violations) == 6
