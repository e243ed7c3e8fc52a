"""Reads: what a resident finds near a place (`finder`), and how much of the city is covered (`coverage`)."""

from facilities.selectors.coverage import (
    CommunityCoverage,
    Coverage,
    MeanArea,
    PeopleCoverage,
    Share,
    communities_covered,
    coverage,
    elders_within_circle,
    mean_service_centre_area,
    renovated_share,
)
from facilities.selectors.finder import Answer, Found, Question, describe, find, types_in_use
from facilities.selectors.map import in_box

__all__ = [
    "Answer",
    "CommunityCoverage",
    "Coverage",
    "Found",
    "MeanArea",
    "PeopleCoverage",
    "Question",
    "Share",
    "communities_covered",
    "coverage",
    "describe",
    "elders_within_circle",
    "find",
    "in_box",
    "mean_service_centre_area",
    "renovated_share",
    "types_in_use",
]
