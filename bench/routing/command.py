"""What `manage.py bench routes` says to people; the measuring itself is `bench.routing.measure`."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bench.routing.measure import measure
from bench.routing.published import BadInstance, Fault

FAULTS = {
    Fault.NO_FOLDER: gettext_lazy("There is no folder %(where)s."),
    Fault.NOTHING_PUBLISHED: gettext_lazy(
        "No readable instances in %(where)s: neither Solomon (.txt) nor home care (.json)."
    ),
    Fault.UNREADABLE: gettext_lazy("The file cannot be read as text: %(where)s."),
    Fault.NOT_JSON: gettext_lazy("The file is not JSON: %(where)s."),
    Fault.MISSING: gettext_lazy("%(where)s is missing."),
    Fault.NOT_A_NUMBER: gettext_lazy("%(where)s: a finite number within the allowed range is expected."),
    Fault.TWICE: gettext_lazy("%(where)s appears twice."),
    Fault.CLOSED_WINDOW: gettext_lazy("%(where)s ends before it begins."),
    Fault.WRONG_SHAPE: gettext_lazy("%(where)s does not match the required format."),
    Fault.UNSUPPORTED: gettext_lazy("%(where)s is not supported by this router."),
}


def explain(error: BadInstance) -> str:
    return FAULTS[error.fault] % {"where": error.where}


def measure_routes(folder: str | None, seconds: float, say: Callable[[str], None]) -> dict[str, Any]:
    """The figures of `measure`. Raises CommandError with exit code 2 when there is nothing to measure."""
    if not folder:
        raise CommandError(
            _("Give the folder of the published instances: bench routes --instances FOLDER."), returncode=2
        )
    if not (math.isfinite(seconds) and 0 < seconds <= 86_400):
        raise CommandError(_("The seconds must be a number above zero and at most one day."), returncode=2)
    try:
        return measure(Path(folder), seconds, say=say, explain=explain)
    except BadInstance as error:
        raise CommandError(explain(error), returncode=2) from error
