"""Pages of the workbench that a function shows."""

from __future__ import annotations

import re

import pytest
from django import forms

from workbench.pages import confirm, render_form, render_page

TRAIL = [("/workbench/people/", "People")]


class Reason(forms.Form):
    reason = forms.CharField()


@pytest.fixture
def request_of_a_worker(worker, log_in):
    """A request as Wagtail's frame needs it: with a session, a user and a site."""
    return log_in(worker).get("/workbench/").wsgi_request


def crumbs(html: str) -> list[str]:
    trail = re.search(r'data-controller="w-breadcrumbs".*?</ol>', html, re.DOTALL)
    assert trail
    return [" ".join(text.split()) for text in re.findall(r">([^<>]*\w[^<>]*)<", trail[0])]


def test_the_trail_leads_from_home_to_the_page_itself(request_of_a_worker):
    page = render_page(
        request_of_a_worker, "workbench/page.html", "Find a person", icon="search", trail=TRAIL
    )
    assert crumbs(page.content.decode()) == ["首页", "People", "Find a person"]


def test_a_form_says_what_is_wrong_and_leads_back(request_of_a_worker):
    form = Reason({"reason": ""})
    page = render_form(
        request_of_a_worker,
        "Revoke it",
        form,
        back="/workbench/back/",
        trail=TRAIL,
        status=422,
        button="Revoke",
    )
    html = page.content.decode()
    assert page.status_code == 422 and 'href="/workbench/back/"' in html
    assert form.errors["reason"][0] in html and "Revoke" in html


def test_a_step_that_cannot_be_taken_back_is_asked_about_first(request_of_a_worker):
    page = confirm(
        request_of_a_worker,
        "End it?",
        text="It ends at once.",
        button="Yes",
        back="/workbench/back/",
        trail=TRAIL,
        step=lambda: pytest.fail("Nobody has said yes."),
        done="It has ended.",
    )
    html = page.content.decode()
    assert (
        "It ends at once." in html and 'method="post"' in html.lower() and 'href="/workbench/back/"' in html
    )


def test_home_is_where_wagtails_home_is(request_of_a_worker):
    page = render_page(request_of_a_worker, "workbench/page.html", "A page", icon="cog")
    assert 'href="/workbench/"' in page.content.decode()
