"""A register of people in care, as floors above have one, for tests that need its answers only."""

from __future__ import annotations

from typing import Any

import pytest

from timebank import care_registers
from timebank.care_registers import CareRegister


class _Register(CareRegister):
    pass


def only_register(monkeypatch: pytest.MonkeyPatch, **answers: Any) -> None:
    """The only register there is: its methods and `grounds` are `answers`, of all else it knows nothing."""
    one = _Register()
    for name, answer in answers.items():
        setattr(one, name, answer)
    monkeypatch.setattr(care_registers, "_REGISTERS", [one])
