"""`manage.py bench NAME [--size N]`: measured figures of one benchmark beside a peer's or a bound's.

`bench routes --instances FOLDER [--seconds S]`: the day routers on published instances.
"""

from __future__ import annotations

import inspect
import json
import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from regions.geo import distances_m
from regions.models import Region, nearest


def _matching(size: int, parts: str = "") -> dict[str, Any]:
    """The matching engine on invented cities, beside OR-Tools, HiGHS and greedy-nearest on the same ones."""
    from bench.matching import UnknownPart, measure

    try:
        return measure(size, [name for name in parts.split(",") if name])
    except UnknownPart as error:
        raise CommandError(
            _("%(part)s is not a part of this benchmark: %(parts)s.")
            % {"part": error.name, "parts": ", ".join(error.parts)},
            returncode=2,
        ) from error


def _nearest(size: int) -> dict[str, Any]:
    """The nearest 20 regions through the ORM, beside reading all points and sorting them, for `size` places."""
    points: list[Any] = list(
        Region.objects.filter(lat__isnull=False).values_list("lat", "lon").order_by("pk")
    )
    if not points:
        raise CommandError(_("No regions are loaded yet: run load_regions first."), returncode=2)
    places = [points[(7919 * n) % len(points)] for n in range(max(1, size))]
    began = time.perf_counter()
    for lat, lon in places:
        nearest(Region.objects.all(), lat, lon, 20)
    ours = time.perf_counter() - began
    began = time.perf_counter()
    for lat, lon in places:
        rows: list[Any] = list(Region.objects.filter(lat__isnull=False).values_list("pk", "lat", "lon"))
        sorted(
            zip(distances_m(lat, lon, [row[1] for row in rows], [row[2] for row in rows]), rows, strict=True)
        )[:20]
    peer = time.perf_counter() - began
    return {
        "places": len(places),
        "points": len(points),
        "seconds": {"box_and_distance": round(ours, 3), "read_and_sort": round(peer, 3)},
        "ratio": round(peer / ours, 2),
    }


def _ledger(size: int) -> dict[str, Any]:
    """The ledger on PostgreSQL, beside hand-written SQL and django-hordak; then books of `size` transfers."""
    from bench.ledger.measure import NoServer, measure

    try:
        return measure(size)
    except NoServer as error:
        raise CommandError(
            _(
                "The ledger benchmark needs PostgreSQL, but no server is available (DATABASE_URL "
                "or 127.0.0.1:5432): %(error)s"
            )
            % {"error": error},
            returncode=2,
        ) from error


def _now(size: int) -> dict[str, Any]:
    """The best volunteers for a visit, the best tasks for a volunteer, on both databases, beside reading all rows."""
    from bench.now.measure import measure

    return measure(size)


def _repair(size: int) -> dict[str, Any]:
    """A drop-out in a planned month of `size` visits, on SQLite and PostgreSQL."""
    from bench.repair.repair import measure

    return measure(size)


def _planning(size: int) -> dict[str, Any]:
    """A month of `size` visits from the register to the offers, on SQLite and PostgreSQL, beside the engine alone."""
    from bench.planning.measure import measure

    return measure(size)


def _pages(size: int, parts: str = "", roles: str = "") -> dict[str, Any]:
    """Every page for every role on the database as it stands; `parts`: a part of the pages' names."""
    from bench.pages import measure

    return measure(only=parts, roles=roles, say=lambda text: print(text, file=sys.stderr, flush=True))


# The packages of requirements/bench.in, as they are imported.
ONLY_MEASURED = {"highspy", "ortools", "pyvrp"}

BENCHMARKS: dict[str, tuple[Callable[..., dict[str, Any]], int]] = {
    "ledger": (_ledger, 1_000_000),
    "matching": (_matching, 4_000),
    "nearest": (_nearest, 200),
    "now": (_now, 100_000),
    "pages": (_pages, 1),
    "planning": (_planning, 100_000),
    "repair": (_repair, 10_000),
}


class Command(BaseCommand):
    help = "Runs one benchmark and prints its figures as JSON, the peer's or the bound's beside them with their ratio."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", choices=sorted([*BENCHMARKS, "routes"]))
        parser.add_argument("--size", type=int, default=0, help="how much of it (visits, places, transfers)")
        parser.add_argument(
            "--parts",
            help="which parts, separated by commas (matching), or a part of names (pages)",
        )
        parser.add_argument("--roles", help="which roles, separated by commas (pages; all)")
        parser.add_argument("--instances", metavar="FOLDER", help="published instances, for routes")
        parser.add_argument("--seconds", type=float, default=10.0, help="for each instance, for routes")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._run(options)
        except ModuleNotFoundError as error:
            package = (error.name or "").partition(".")[0]
            if package not in ONLY_MEASURED:
                raise
            raise CommandError(
                _(
                    "%(package)s is missing, which serves measuring only: install it with "
                    "pip install -r requirements/bench.txt."
                )
                % {"package": package},
                returncode=2,
            ) from error

    def _run(self, options: dict[str, Any]) -> None:
        if options["name"] == "routes":
            from bench.routing.command import measure_routes

            figures = measure_routes(options["instances"], options["seconds"], self.stderr.write)
            self.stdout.write(json.dumps(figures, ensure_ascii=False))
            return
        run, usual = BENCHMARKS[options["name"]]
        if options["size"] < 0:
            raise CommandError(_("The size is a positive number."), returncode=2)
        more = {name: options[name] for name in ("parts", "roles") if options[name] is not None}
        unknown = [name for name in more if name not in inspect.signature(run).parameters]
        if unknown:
            raise CommandError(
                _("The benchmark %(name)s has no --%(option)s.")
                % {"name": options["name"], "option": unknown[0]},
                returncode=2,
            )
        self.stdout.write(json.dumps(run(options["size"] or usual, **more), ensure_ascii=False))
