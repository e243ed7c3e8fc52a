"""Closing a concern with a ready-made text: one tap brings text and outcome, and both stay open to change."""

from __future__ import annotations

import pytest

from elderly_visits.concerns.enums import ConcernKind, Outcome, Referral, Severity
from elderly_visits.concerns.services.concerns import raise_concern
from elderly_visits.concerns.wording import READY


@pytest.fixture
def raised(elder, worker):
    def raise_(severity=Severity.ROUTINE):
        return raise_concern(
            elder=elder, kind=ConcernKind.MOOD, severity=severity, text="情绪低落", raised_by=worker
        )

    return raise_


def close(client, concern, **fields):
    client.post(concern.get_absolute_url(), {"step": "close", **fields})
    concern.refresh_from_db()
    return concern


@pytest.mark.parametrize("key", READY)
def test_a_ready_made_text_closes_it_with_its_outcome(raised, worker, log_in, key):
    closed = close(log_in(worker), raised(), ready=key, note="")
    ready = READY[key]
    assert (closed.state, closed.outcome, closed.referral) == ("closed", ready.outcome, ready.referral)
    assert closed.outcome_note


def test_what_is_written_and_chosen_beside_it_counts_first(raised, worker, log_in):
    closed = close(
        log_in(worker),
        raised(),
        ready="seen",
        note="已陪她去社区食堂",
        outcome="referred",
        referral="assistance",
    )
    assert (closed.outcome, closed.referral) == (Outcome.REFERRED, Referral.ASSISTANCE)
    assert closed.outcome_note == "已陪她去社区食堂"


@pytest.mark.parametrize("fields", [{}, {"outcome": "solved"}, {"note": "已处理"}, {"ready": "made up"}])
def test_without_text_or_outcome_it_stays_open_and_keeps_what_was_typed(raised, worker, log_in, fields):
    concern = raised()
    client = log_in(worker)
    answer = client.post(concern.get_absolute_url(), {"step": "close", **fields})
    concern.refresh_from_db()
    assert concern.state == "open"
    assert fields.get("note", "") in answer.content.decode()


def test_an_emergency_is_closed_in_words_of_ones_own(raised, worker, log_in):
    concern = raised(Severity.EMERGENCY)
    client = log_in(worker)
    assert 'name="ready"' not in client.get(concern.get_absolute_url()).content.decode()
    assert close(client, concern, ready="seen").state == "open"
    assert close(client, concern, outcome="solved", note="120已送医，女儿陪同").state == "closed"


def test_no_text_is_chosen_beforehand(raised, worker, log_in):
    page = log_in(worker).get(raised().get_absolute_url()).content.decode()
    assert page.count('name="ready"') == len(READY)
    assert not [
        tag
        for tag in page.split("<input")[1:]
        if 'name="ready"' in tag and "checked" in tag.partition(">")[0]
    ]
