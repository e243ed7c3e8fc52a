"""Tables that a phone shows as cards."""

from __future__ import annotations

import re

from django.template import Context, Template

from workbench.tables import as_cards

LIST = """<table class="roomy"><thead><tr>
<th>Name</th><th><a href="?a=1&amp;b=2">Due &amp; done</a></th><th></th></tr></thead>
<tbody><tr><th scope="row">Li</th><td class="x">today</td><td><button>Go</button></td></tr>
<tr><td colspan="2">all</td><td> <span> </span> </td></tr></tbody></table>"""


def test_every_cell_says_under_which_heading_it_stands():
    html = as_cards(LIST)
    assert '<th scope="row" data-label="Name">Li</th>' in html
    assert '<td class="x" data-label="Due &amp; done">today</td>' in html


def test_a_cell_without_heading_or_over_several_columns_has_no_label():
    html = as_cards(LIST)
    assert "<td><button>" in html and '<td colspan="2">all' in html


def test_a_heading_that_is_only_read_out_labels_no_button_on_a_card():
    heading = '<th><span class="w-sr-only">What you can do</span></th>'
    html = as_cards(LIST.replace("<th></th>", heading))
    assert heading in html and "<td><button>" in html


def test_an_empty_cell_is_marked_and_one_with_a_button_is_not():
    html = as_cards(LIST)
    assert html.count("data-empty") == 1 and "<td data-empty> <span>" in html
    assert "data-empty" not in as_cards(
        "<table><thead><tr><th>A</th></tr></thead><tr><td><input></td></tr></table>"
    )


def test_only_a_table_with_headings_becomes_cards():
    assert '<table class="as-cards roomy">' in as_cards(LIST)
    assert '<table class="as-cards">' in as_cards("<table><thead><tr><th>A</th></tr></thead></table>")
    plain = "<table><tr><th>Phone</th><td>1</td></tr></table>"
    assert "as-cards" not in as_cards(plain)
    grid = '<table class="slots grid"><thead><tr><th>Mon</th></tr></thead><tr><td>1</td></tr></table>'
    assert as_cards(grid) == grid


def test_of_two_lines_of_headings_the_lower_one_counts():
    html = as_cards(
        "<table><thead><tr><th colspan=2>Month</th></tr><tr><th>Due</th><th>Done</th></tr></thead>"
        "<tr><td>1</td><td>2</td></tr></table>"
    )
    assert re.findall(r'data-label="(\w+)"', html) == ["Due", "Done"]


def test_a_table_within_a_table_and_one_after_it_keep_their_own_headings():
    inner = "<table><thead><tr><th>In</th></tr></thead><tr><td>i</td></tr></table>"
    html = as_cards(
        f"<table><thead><tr><th>Out</th><th>Last</th></tr></thead><tr><td>{inner}</td><td>o</td></tr></table>{inner}"
    )
    assert re.findall(r'data-label="(\w+)"', html) == ["Out", "In", "Last", "In"]


def test_a_heading_cannot_leave_its_attribute():
    html = as_cards(
        "<table><thead><tr><th>a&quot;&gt;&lt;script&gt;</th></tr></thead><tr><td>1</td></tr></table>"
    )
    assert '<td data-label="a&quot;&gt;&lt;script&gt;">' in html


def test_what_is_no_table_stays_as_it_is():
    text = '<p title="a > b">x</p></table><td>'
    assert as_cards(text) == text


def test_the_frame_of_a_page_labels_its_tables():
    template = Template("{% load workbench_tables %}{% cards_on_phone %}" + LIST + "{% endcards_on_phone %}")
    assert 'data-label="Name"' in template.render(Context())


def test_the_list_of_a_model_has_cards(worker, volunteer, log_in):
    html = log_in(worker).get("/workbench/volunteers/volunteer/").content.decode()
    assert 'class="as-cards listing"' in html and 'class="title" data-label=' in html
    assert "workbench/phone.css" in html
