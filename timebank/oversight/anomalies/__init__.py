"""Detectors of what looks odd in the books. None of them accuses: each asks a question that a person answers.

A detector is registered once: those of the time bank here, those that need to know more (positions of tasks) from the
floor that knows it. `timebank.oversight.services.anomaly_search` runs them and keeps what they find.
"""

from timebank.oversight.anomalies import implausible_times, reciprocity, record_keeping
from timebank.oversight.anomalies.registry import (
    PHONE_CHECK,
    Detector,
    Suspected,
    Window,
    detector,
    detectors,
    register,
)

for _module in (implausible_times, record_keeping, reciprocity):
    for _detector in _module.DETECTORS:
        register(_detector)

__all__ = ["PHONE_CHECK", "Detector", "Suspected", "Window", "detector", "detectors", "register"]
