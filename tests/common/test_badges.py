"""Colours of states: registered beside the vocabulary, asked for by its name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template

from common import badges
from common.badges import Badge, badge_of, register_badges
from volunteers.tasks.enums import AssignmentState


@pytest.fixture(autouse=True)
def registry(monkeypatch):
    monkeypatch.setattr(badges, "_VOCABULARIES", dict(badges._VOCABULARIES))


def test_a_value_that_is_not_named_has_the_default_of_its_vocabulary():
    register_badges("fruit", {"ripe": Badge.OK}, default=Badge.WARN)
    register_badges("door", {"open": Badge.BAD})
    assert [badge_of("fruit", value) for value in ("ripe", "open")] == [Badge.OK, Badge.WARN]
    assert [badge_of("door", value) for value in ("open", "ripe")] == [Badge.BAD, Badge.INFO]


def test_the_same_map_may_be_registered_again_and_another_by_that_name_not():
    register_badges("fruit", {"ripe": Badge.OK})
    register_badges("fruit", {"ripe": Badge.OK})
    with pytest.raises(ValueError, match="fruit"):
        register_badges("fruit", {"ripe": Badge.BAD})


def test_a_template_asks_for_the_class_by_name():
    page = Template('{% load badges %}<i class="badge {{ state|badge:"assignment" }}">')
    assert page.render(Context({"state": AssignmentState.ACCEPTED})) == '<i class="badge badge-ok">'
    with pytest.raises(KeyError):
        Template('{% load badges %}{{ "x"|badge:"nothing" }}').render(Context())


def test_one_state_may_look_otherwise_to_whom_it_concerns():
    assert badge_of("assignment", AssignmentState.OFFERED) == Badge.INFO
    assert badge_of("own_assignment", AssignmentState.OFFERED) == Badge.WARN


def test_every_vocabulary_that_a_template_names_has_its_badges():
    templates = list(Path(settings.BASE_DIR).glob("*/templates/**/*.html"))
    asked = {name for path in templates for name in re.findall(r'\|badge:"(\w+)"', path.read_text())}
    assert len(asked) > 20 and asked <= badges._VOCABULARIES.keys()
