"""`manage.py plan_visits`: plan a month's visits and print what it came to (formats.md)."""

from __future__ import annotations

import json
from datetime import date
from typing import Any, NoReturn

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from common.months import parse_month
from common.progress import Progress
from regions.models import Region
from visit_planning.plan.enums import Publishing
from visit_planning.plan.selectors import planning_region
from visit_planning.reasons import reason_label


class Command(BaseCommand):
    help = "Plan the visits of a month: create those that are due and ask volunteers for them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--month", required=True, metavar="YYYY-MM")
        parser.add_argument("--region", metavar="CODE", help="code of any level (default: the whole city)")
        parser.add_argument(
            "--draft", action="store_true", help="ask nobody: a draft that a manager publishes"
        )
        parser.add_argument("--json", action="store_true", help="print the figures as one JSON object")

    def handle(self, **options: Any) -> None:
        # The engine's libraries take a second to load; `--help` and wrong arguments need none of them.
        from visit_planning.plan.services.figures import PRINTED
        from visit_planning.plan.services.run import plan_month

        month = self._month(options)
        region = self._region(options)
        bars = _Bars()
        try:
            plan = plan_month(
                month=month,
                region=region,
                progress=bars,
                publishing=Publishing.DRAFT if options["draft"] else Publishing.NOW,
            )
        except ValidationError as error:
            self._fail(" ".join(error.messages), options)
        finally:
            bars.close()
        if options["json"]:
            printed = {name: plan.figures[name] for name in PRINTED}
            if options["draft"]:
                printed |= {
                    "draft": plan.pk,
                    "messages": plan.figures.get("messages", {"sms": 0, "inbox": 0}),
                }
            self.stdout.write(json.dumps(printed, ensure_ascii=False))
        else:
            self._tell(region, plan.figures)

    def _month(self, options: dict[str, Any]) -> date:
        month = parse_month(options["month"].strip())
        if month is None:
            self._fail(
                _("Write the month like 2026-01, not “%(month)s”.") % {"month": options["month"]}, options
            )
        return month

    def _region(self, options: dict[str, Any]) -> Region:
        try:
            return planning_region(options["region"])
        except ValidationError as error:
            self._fail(" ".join(error.messages), options)

    def _fail(self, message: str, options: dict[str, Any]) -> NoReturn:
        """Stop with exit status 2: nothing was done."""
        if options["json"]:
            self.stdout.write(json.dumps({"error": message}, ensure_ascii=False))
        raise CommandError(message, returncode=2)

    def _tell(self, region: Region, figures: dict[str, Any]) -> None:
        say = self.stdout.write
        say(f"{region.full_name} {figures['month']}")
        say(
            _("%(elders)d elders, %(visits)d visits: %(matched)d with a volunteer, %(unmatched)d without.")
            % figures
        )
        say(_("%(offers)d new offers, %(kept)d kept, %(moved)d reassigned to a better match.") % figures)
        for reason, count in figures["reasons"].items():
            say(f"  {count:>6}  {reason_label(reason)}")
        for reason, count in figures.get("not_planned", {}).items():
            say(f"  {count:>6}  {reason_label(reason)}")
        say(
            _(
                "Mean distance %(mean_m)d m, familiar visitors %(share)d %%, %(quality)s, "
                "%(seconds).1f s, %(memory)d MB."
            )
            % {
                "mean_m": figures["mean_m"],
                "share": round(100 * figures["continuity"]),
                "quality": _("provably the best plan")
                if figures["optimal"]
                else _("not proved to be the best"),
                "seconds": figures["seconds"]["total"],
                "memory": round(figures["peak_mb"]),
            }
        )


class _Bars:
    """How far each phase has come, on standard error."""

    def __init__(self) -> None:
        self._phase, self._done = "", 0
        self._shown: Progress | None = None

    def __call__(self, phase: str, done: int, total: int) -> None:
        if phase != self._phase or self._shown is None:
            self.close()
            names = {"visits": _("Visits"), "match": _("Matching"), "offers": _("Asking volunteers")}
            self._phase, self._done = phase, 0
            self._shown = Progress(names.get(phase, phase), total=total)
        self._shown.add(done - self._done)
        self._done = done

    def close(self) -> None:
        if self._shown is not None:
            self._shown.close()
        self._shown = None
