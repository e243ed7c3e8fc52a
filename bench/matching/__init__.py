"""Measuring the matching engine: `manage.py bench matching`. No Django in here, and no real person.

A *run* (`engine`, `flow`, `lp`, `hand`, …) does one thing in a process of its own, so that its memory is its own, and
warms up on a tiny city first, so that loading compiled code is not counted. A *part* asks for runs, puts the figures
side by side with their ratios, and states the aim beside what it was held to. `docs/recipes/measure-the-matcher.md`
says what each figure means.
"""

from bench.matching.parts import UnknownPart, measure

__all__ = ["UnknownPart", "measure"]
