"""No rule without a test that changes it: who adds a parameter adds the test of its edge."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

import service_requests.policy
from common.discovery import import_modules
from policies.registry import DECLARATIONS

TESTS = Path(__file__).parents[1]
HERE = Path(__file__)
ROOMS = import_modules("timebank", "policy")
NAMES = {
    value: f"{module.__name__.split('.')[0]}.{name}"
    for module in (*ROOMS, service_requests.policy)
    for name, value in vars(module).items()
    if isinstance(value, str) and value in DECLARATIONS and value.startswith(("timebank.", "requests."))
}
KEYS = sorted(key for key in DECLARATIONS if key.startswith(("timebank.", "requests.")))
# Each room has names of its own for what is alike; a test imports from one of them.
MODULES = {module.__name__ for module in (*ROOMS, service_requests.policy)}


def _changed_in(tree: ast.AST) -> Iterator[str]:
    """Parameters that a module names outside its imports: by key, or by the name of the package it imports."""
    imported: dict[str, str] = {}
    direct: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                source = f"{node.module}.{alias.name}"
                imported[alias.asname or alias.name] = source
                if node.module in MODULES:
                    direct[alias.asname or alias.name] = f"{source.split('.')[0]}.{alias.name}"
    aside = _only_tried_or_checked(tree)
    for node in ast.walk(tree):
        if id(node) in aside:
            continue
        if isinstance(node, ast.Constant) and node.value in DECLARATIONS:
            yield str(node.value)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            module = imported.get(node.value.id, "")
            if module in MODULES:
                yield f"{module.split('.')[0]}.{node.attr}"
        elif isinstance(node, ast.Name) and node.id in direct:
            yield direct[node.id]


def _only_tried_or_checked(tree: ast.AST) -> set[int]:
    """What stands in a preview of a rule or in a look at its form: neither lays a rule down."""
    found: set[int] = set()
    for node in ast.walk(tree):
        tried = isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("Proposal", "tried")
        checked = isinstance(node, ast.Subscript) and getattr(node.value, "id", "") == "DECLARATIONS"
        if tried or checked:
            found |= {id(inner) for inner in ast.walk(node)}
    return found


@cache
def changed() -> frozenset[str]:
    found: set[str] = set()
    for path in sorted(TESTS.rglob("test_*.py")):
        text = path.read_text(encoding="utf-8")
        if path != HERE and ("rule(" in text or "PolicyRow" in text):
            found |= set(_changed_in(ast.parse(text)))
    return frozenset(found)


def test_every_declared_parameter_has_a_name_that_tests_can_use():
    assert set(NAMES) == set(KEYS)


@pytest.mark.parametrize("key", KEYS)
def test_some_test_changes_each_parameter(key):
    assert {key, NAMES[key]} & changed(), f"No test lays down a rule for {key}: add one that checks its edge."


def test_a_parameter_that_nobody_tests_is_noticed():
    tree = ast.parse(
        "from timebank.earning import policy\nrule(policy.CAP_PER_DAY, 1)\n'timebank.gift.excess'"
    )
    assert set(_changed_in(tree)) == {"timebank.CAP_PER_DAY", "timebank.gift.excess"}
    for no_change in ("", "Proposal(policy.CAP_PER_DAY, 1)", "DECLARATIONS[policy.CAP_PER_DAY].check(1)"):
        assert set(_changed_in(ast.parse(f"from timebank.earning import policy\n{no_change}"))) == set()
    assert set(_changed_in(ast.parse("from elsewhere import policy\npolicy.CAP_PER_DAY"))) == set()


@pytest.mark.parametrize(
    ("key", "least", "most"),
    [
        ("timebank.record.deadline_working_days", 0, 366),
        ("timebank.stars.notice_working_days", 0, 366),
        ("timebank.anomalies.look_back_days", 1, 3660),
        ("requests.shortest_minutes", 1, 24 * 60),
        ("requests.longest_minutes", 1, 24 * 60),
        ("requests.open_days", 1, 366),
        ("requests.answer_within_hours", 1, 24 * 366),
        ("requests.silence_hours", 1, 24 * 366),
        ("requests.disclosure.hours_before", 0, 24 * 366),
        ("requests.disclosure.hours_after", 0, 24 * 366),
    ],
)
def test_a_term_that_no_calendar_has_is_refused(key, least, most):
    check = DECLARATIONS[key].check
    check(least)
    check(most)
    for wrong in (least - 1, most + 1, 10**12, True, 1.5, "7"):
        with pytest.raises(ValidationError):
            check(wrong)
