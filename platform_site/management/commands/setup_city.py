"""`manage.py setup_city`: from an empty database to a city at work. What `bin/run` calls."""

from __future__ import annotations

import json
import time
from argparse import ArgumentParser
from functools import partial
from io import StringIO
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from common.bulk import refresh_statistics
from common.months import this_month
from common.progress import Progress
from elderly_visits.visits.services.keeping import keep_figures
from people.logins.models import User
from platform_site.accounts.administrator import make_administrator
from platform_site.demonstration.build import Built, build, is_built
from platform_site.demonstration.census import DEMO_COUNTY
from platform_site.installation.kind import WrongKind, refuse_strangers, settle, settled_kind
from platform_site.installation.models import Kind
from regions.models import Region
from timebank.certificates.sealing import installation_seal
from timebank.documents.errors import SealMissing
from visit_planning.reasons import reason_label

MONTH = "%Y-%m"


class Command(BaseCommand):
    help = _(
        "Loads the city's regions, the demonstration's people unless --empty, and plans the current month."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--empty", action="store_true", help=_("No demo people: regions and one administrator.")
        )
        parser.add_argument("--city", action="store_true", help=_("The whole city instead of one county."))
        parser.add_argument("--phone", default="", help=_("With --empty: the administrator's mobile phone."))
        parser.add_argument("--json", action="store_true", help=_("Print one JSON object on the last line."))

    def handle(self, *args: Any, **options: Any) -> None:
        self.quiet = options["json"]
        began = time.perf_counter()
        kind = self._kind(empty=options["empty"])
        result: dict[str, Any] = {"kind": kind, "regions": self._regions(), "seconds": {}}
        from platform_site.content import seed_pages
        from platform_site.content.publishing import make_groups

        seed_pages()
        make_groups()
        if options["empty"]:
            result["administrator"] = self._administrator(options["phone"])
        else:
            result |= self._demonstration(whole_city=options["city"])
        # The first pages need wait neither for the first minute's job nor for the database's own looking round.
        keep_figures()
        refresh_statistics()
        self._seal()
        result["seconds"]["total"] = round(time.perf_counter() - began, 1)
        if self.quiet:
            self.stdout.write(json.dumps(result, ensure_ascii=False, default=str))

    def _kind(self, *, empty: bool) -> str:
        """What this installation is from now on; refused when it is something else, or holds who does not belong."""
        asked = Kind.CITY if empty else Kind.DEMONSTRATION
        try:
            if asked is Kind.DEMONSTRATION and not settings.DEMO_CLAIM and settled_kind() is not asked:
                raise CommandError(
                    _("This installation is not a demonstration (SHOUWANG_DEMO is off); use --empty."),
                    returncode=2,
                )
            if asked is Kind.DEMONSTRATION and not is_built():
                refuse_strangers()
            settle(asked=asked)
        except WrongKind as wrong:
            raise CommandError(str(wrong), returncode=2) from wrong
        return asked.value

    def say(self, text: str) -> None:
        (self.stderr if self.quiet else self.stdout).write(text)

    def _regions(self) -> int:
        if not Region.objects.exists():
            self.say(_("Regions of the city …"))
            call_command("load_regions", place_approximate=True, stdout=StringIO())
        return Region.objects.count()

    def _seal(self) -> None:
        """The key of certificates: the small installation makes its own; a big one may bring its later."""
        try:
            installation_seal()
        except SealMissing as missing:
            self.say(str(missing))

    def _administrator(self, phone: str) -> dict[str, str]:
        if User.objects.filter(is_superuser=True).exists():
            return {}
        made = make_administrator(phone=phone)
        self.say(_("Administrator: log in at /accounts/login/ with %(phone)s.") % {"phone": made["phone"]})
        if made["code"]:
            self.say(_("No text messages are sent yet (SMS_BACKEND); codes appear in the log of the server."))
        return made

    def _demonstration(self, *, whole_city: bool) -> dict[str, Any]:
        fresh = not is_built()
        made = build(whole_city=whole_city, begin=partial(self._phase, quiet=not fresh))
        plan = self._plan(whole_city=whole_city, again=not fresh)
        if not self.quiet:
            self._print(made, plan)
        return {
            "counts": made.counts,
            "seconds": made.seconds,
            "plan": plan,
            "logins": [
                {"title": str(row.title), "name": row.name, "phone": row.phone, "start": row.start}
                for row in made.logins
            ],
        }

    def _phase(self, label: str, *, quiet: bool) -> Progress:
        self.say(f"  {label} …")
        return Progress(label, quiet=quiet)

    def _plan(self, *, whole_city: bool, again: bool) -> dict[str, Any]:
        """This month's plan: made once here; later ones are the nightly task's or a manager's."""
        from visit_planning.plan.models.plan import VisitPlan

        month = this_month()
        if again and (last := VisitPlan.objects.filter(month=month).exclude(finished_at=None).first()):
            return last.figures
        self.say(_("Planning the visits of %(month)s …") % {"month": month.strftime(MONTH)})
        region = DEMO_COUNTY[:4] + "0" * 8 if whole_city else DEMO_COUNTY
        out = StringIO()
        call_command("plan_visits", month=month.strftime(MONTH), region=region, json=True, stdout=out)
        return json.loads(out.getvalue().strip().splitlines()[-1])

    def _print(self, made: Built, plan: dict[str, Any]) -> None:
        lines = ["", _("Currently in the city:")]
        names = {
            "elders": _("elders"),
            "volunteers": _("volunteers"),
            "teams": _("teams"),
            "organizations": _("organizations"),
            "care_points": _("care points"),
            "visits": _("visits, past and planned"),
        }
        lines += [f"  {count:>7,}  {names[key]}" for key, count in made.counts.items()]
        lines += ["", _("Plan of %(month)s:") % {"month": plan["month"]}]
        lines.append(
            _(
                "  %(visits)s visits due, %(matched)s matched, %(unmatched)s without a volunteer; "
                "mean distance %(mean)s m; %(how)s"
            )
            % {
                "visits": f"{plan['visits']:,}",
                "matched": f"{plan['matched']:,}",
                "unmatched": f"{plan['unmatched']:,}",
                "mean": round(plan["mean_m"] or 0),
                "how": _("proved optimal")
                if plan["optimal"]
                else _("at most %(gap)s %% above the best possible") % {"gap": f"{100 * plan['gap']:.2f}"},
            }
        )
        for reason, count in sorted(plan["reasons"].items(), key=lambda item: -item[1]):
            lines.append(f"  {count:>7,}  {reason_label(reason)}")
        seconds = {**made.seconds, "plan": plan["seconds"]["total"]}
        lines += ["", _("Seconds:") + " " + " · ".join(f"{name} {took}" for name, took in seconds.items())]
        lines += ["", _("Demo log-ins (no password: the code is shown on the page):")]
        for row in made.logins:
            lines.append(f"  {row.phone}  {row.title} · {row.name} · {row.start}")
        for line in lines:
            self.stdout.write(line)
