"""What is typed without a form around it."""

import pytest
from django.test import RequestFactory

from common.web import posted_text


@pytest.mark.parametrize(
    ("sent", "kept"),
    [("  病了  ", "病了"), ("a\0b", "ab"), ("\0", ""), ("长" * 500, "长" * 300), ("", "")],
)
def test_a_typed_text_is_trimmed_cut_and_fit_for_every_database(sent, kept):
    assert posted_text(RequestFactory().post("/", {"note": sent}), "note") == kept


def test_a_text_that_was_not_sent_is_empty():
    assert posted_text(RequestFactory().post("/"), "note") == ""
