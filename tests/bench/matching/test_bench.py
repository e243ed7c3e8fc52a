"""The bench of the matcher: its arithmetic, and a run to its end on a tiny city. Speed is for `manage.py bench`."""

from __future__ import annotations

import importlib
import importlib.util
import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from bench.matching import UnknownPart, cities, flow, growth, lp, measure, peers, repairs
from bench.matching.gauges import Stopwatch, at_most, peak_mb, ratio
from bench.matching.parts import PARTS, available
from bench.matching.processes import in_own_process
from matching import Weights, greedy, solve
from matching.synthetic import city


class Here:
    """Runs in this process, remembered."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, Any]]] = []

    def __call__(self, run: str, **options: Any) -> Any:
        self.asked.append((run, options))
        module = importlib.import_module(f"bench.matching.{run}")
        return lambda: json.loads(json.dumps(module.run(**options)))


class Told:
    """Runs that are not made: every one gives these figures, one after the other."""

    def __init__(self, *figures: dict[str, Any]) -> None:
        self.figures = list(figures)

    def __call__(self, run: str, **options: Any) -> Any:
        return lambda: self.figures.pop(0)


# What is compared with what


@pytest.mark.parametrize("supply", ["ample", "tight"])
def test_ortools_and_highs_find_the_same_on_the_nearest_and_the_engine_no_worse_on_all(supply: Any) -> None:
    theirs, linear = flow.run(size=500, supply=supply), lp.run(size=500, supply=supply)
    assert linear["finished"]
    for name in ("k", "pairs", "objective_m", "unmatched", "uncovered"):
        assert theirs[name] == linear[name]
    assert solve(city(500, supply=supply), Weights()).figures.objective_m <= theirs["objective_m"]


def test_given_every_pair_ortools_finds_what_the_engine_finds() -> None:
    # Two formulations by different code of the same city.
    for seed, supply in enumerate(("ample", "tight")):
        figures = solve(city(300, seed, supply=supply), Weights()).figures  # type: ignore[arg-type]  # a literal
        theirs = flow.run(size=300, seed=seed, supply=supply, k=10_000)
        assert theirs["objective_m"] == figures.objective_m
        assert (theirs["unmatched"], theirs["uncovered"]) == (figures.unmatched, figures.uncovered_elders)


def test_highs_without_enough_time_says_so_and_claims_nothing() -> None:
    figures = lp.run(size=2_000, limit=0.0)
    assert not figures["finished"]
    assert "objective_m" not in figures


def test_what_others_take_is_a_multiple_of_what_we_take() -> None:
    ours = {
        "seconds": {"wall": 9.0, "cpu": 4.0},
        "peak_mb": 200.0,
        "objective_m": 100.0,
        "unmatched": 5,
        "uncovered": 0,
    }
    theirs = {"seconds": {"wall": 1.0, "cpu": 10.0}, "peak_mb": 300.0, "objective_m": 150.0, "unmatched": 20,
              "uncovered": 3}  # fmt: skip
    assert peers.beside(theirs, ours) == {
        "seconds": 2.5, "peak_mb": 1.5, "objective_m": 1.5, "unmatched": 4.0, "uncovered": None,
    }  # fmt: skip
    unfinished = {"seconds": {"cpu": 10.0}, "peak_mb": 300.0}
    assert peers.beside(unfinished, ours)["objective_m"] is None


def test_an_aim_is_kept_or_missed_and_silent_about_larger_cities() -> None:
    assert at_most(10.0, 10.0, visits=100_000) == {"at_most": 10.0, "at_visits": 100_000, "met": True}
    assert at_most(10.1, 10.0, visits=4_000)["met"] is False
    assert at_most(99.0, 10.0, visits=100_001)["met"] is None
    assert at_most(0.0, 0.0) == {"at_most": 0.0, "met": True}
    assert at_most(None, 0.0)["met"] is None


def test_ratios_say_nothing_where_there_is_nothing_to_divide_by() -> None:
    assert (ratio(3, 2), ratio(0, 2), ratio(3, 0), ratio(None, 2)) == (1.5, 0.0, None, None)


# Growth


@pytest.mark.parametrize(
    ("size", "cities_of"),
    [
        (1, [1]),
        (1_000, [250, 1_000]),
        (4_000, [1_000, 4_000, 10_000]),
        (10_000, [10_000, 30_000]),
        (100_000, [10_000, 30_000, 100_000, 300_000]),
    ],
)
def test_growth_looks_at_cities_up_to_three_times_the_size(size: int, cities_of: list[int]) -> None:
    assert growth.sizes(size) == cities_of


def test_four_times_as_long_for_twice_the_size_is_a_square() -> None:
    assert growth.exponent(1_000, 1.0, 2_000, 4.0) == 2.0
    assert growth.exponent(1_000, 3.0, 100_000, 300.0) == 1.0
    assert growth.exponent(1_000, 0.0, 2_000, 4.0) is None


# Parts


def test_every_part_of_a_tiny_city_adds_up() -> None:
    start = Here()
    names = ["engine", "peers", "slots", "pairs", "growth", "cities"]
    found = measure(240, names, start=start)
    assert list(found) == ["size", *names]
    for supply in ("ample", "tight"):
        ours = found["engine"][supply]
        assert ours["matched"] + ours["unmatched"] == ours["visits"] == 240
        assert ours["optimal"] and ours["objective_m"] == ours["bound_m"]
        assert ours["aims"]["gap"]["met"]
        base = greedy(city(240, supply=supply), Weights()).figures  # type: ignore[arg-type]  # a literal, twice
        theirs = found["peers"][supply]["greedy"]
        assert (theirs["objective_m"], theirs["unmatched"]) == (base.objective_m, base.unmatched)
        assert theirs["times_ours"]["objective_m"] == ratio(base.objective_m, ours["objective_m"])
        assert found["peers"][supply]["ortools"]["objective_m"] >= ours["objective_m"]
    assert found["pairs"]["objective_m"] >= found["pairs"]["bound_m"] > 0
    assert [row["visits"] for row in found["growth"]["cities"]] == [60, 240]
    assert len(found["growth"]["exponents"]) == 1
    assert (found["cities"]["visits"], found["cities"]["certified"]) == (2_400, 10)
    json.dumps(found)


def test_peers_alone_are_not_compared_with_what_was_not_run() -> None:
    found = measure(60, ["peers"], start=Here())
    assert "times_ours" not in found["peers"]["ample"]["ortools"]


def test_ten_cities_are_planned_by_two_processes_and_the_slower_counts() -> None:
    found = cities.part(
        100_000,
        Told(
            {"seconds": {"wall": 50.0, "cpu": 40.0}, "peak_mb": 390.0, "matched": 499_000, "certified": 5},
            {"seconds": {"wall": 45.0, "cpu": 41.0}, "peak_mb": 400.0, "matched": 498_000, "certified": 4},
        ),
        {},
    )
    assert found["seconds"] == {"wall": 50.0, "cpu": 41.0}
    assert (found["visits"], found["matched"], found["certified"]) == (1_000_000, 997_000, 9)
    assert found["peak_mb"] == [390.0, 400.0]
    assert found["aims"]["seconds.wall"]["met"] is True
    assert found["aims"]["uncertified"] == {"at_most": 0, "met": False}


def test_each_of_the_ten_cities_is_another_and_has_one_process() -> None:
    start = Here()
    cities.part(20, start, {})
    seeds = [seed for _run, options in start.asked for seed in options["seeds"]]
    assert sorted(seeds) == list(range(10))


def test_parts_that_would_take_too_long_run_only_when_asked_for_by_name() -> None:
    assert measure(2_000_000, start=Told()) == {"size": 2_000_000}
    told = Told({"gap": 0.5}, {"gap": 0.004})
    assert [measure(2_000_000, ["pairs"], start=told)["pairs"]["aims"]["gap"]["met"] for _ in "ab"] == [
        False,
        True,
    ]


def test_a_part_that_there_is_not_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(UnknownPart, match="teeth: no such part; there are engine, peers"):
        measure(100, ["engine", "teeth"], start=Told())


# Repair


def test_drop_outs_are_timed_one_by_one_and_the_first_are_certified() -> None:
    figures = repairs.run(size=240, supply="tight", drop_outs=30)
    assert (figures["drop_outs"], figures["checked"], figures["certified"]) == (30, 25, 25)
    for name in ("milliseconds", "cpu_milliseconds", "changed_visits"):
        assert 0 < figures[name]["p50"] <= figures[name]["p95"] <= figures[name]["max"]
    # A visit of the one who drops out changes at least.
    assert figures["changed_visits"]["p50"] >= 1
    assert figures["disturbed"]["max"] < 240


def test_repairs_stand_beside_their_aims() -> None:
    told = {"milliseconds": {"p95": 30.0}, "disturbed": {"p95": 20.0}, "checked": 25, "certified": 24}
    figures = repairs.part(4_000, Told(dict(told), dict(told)), {})
    assert {name: aim["met"] for name, aim in figures["tight"]["aims"].items()} == {
        "milliseconds.p95": False,
        "disturbed.p95": True,
        "uncertified": False,
    }


def test_quantiles_are_values_that_occurred() -> None:
    assert repairs.quantiles(list(range(1, 21))) == {"p50": 11.0, "p95": 20.0, "max": 20.0}
    assert repairs.quantiles([]) == {"p50": 0.0, "p95": 0.0, "max": 0.0}


# Processes and command


def test_a_run_in_a_process_of_its_own_answers_with_its_own_memory() -> None:
    figures = in_own_process("hand", size=50, supply="ample")()
    assert set(figures) == {"seconds", "peak_mb", "unmatched", "uncovered", "mean_m", "objective_m"}
    assert figures["peak_mb"] > 10


def test_a_run_that_fails_is_no_figure(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(RuntimeError, match="the run hand size=many ended with status 1"):
        in_own_process("hand", size="many")()
    assert "TypeError" in capfd.readouterr().err


def test_clock_and_memory_are_those_of_this_process() -> None:
    watch = Stopwatch()
    assert sum(range(1_000_000)) > 0
    seconds = watch.seconds()
    assert seconds["cpu"] > 0 and seconds["wall"] > 0
    assert peak_mb() > 10


def test_the_command_prints_one_object(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("bench", "matching", "--size", "60", "--parts", "pairs")
    found = json.loads(capsys.readouterr().out)
    assert found["size"] == 60
    assert set(found) == {"size", "pairs"}


def test_the_command_refuses_parts_it_does_not_know() -> None:
    with pytest.raises(CommandError, match=r"teeth .*engine, peers"):
        call_command("bench", "matching", "--parts", "teeth")
    with pytest.raises(CommandError, match=r"nearest .*--parts"):
        call_command("bench", "nearest", "--parts", "engine")


def test_repair_is_a_part_as_soon_as_there_is_something_to_repair_with() -> None:
    needed = ("bench.matching.live_plan", "bench.matching.repairs")
    assert ("repair" in available()) is all(map(importlib.util.find_spec, needed))
    assert set(available()) | {"repair"} == set(PARTS)
