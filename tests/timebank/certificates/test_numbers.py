"""Numbers that are typed off a paper: any single slip is found out, and none can be guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timebank.certificates.numbers import (
    ALPHABET,
    IN_A_FILE,
    LENGTH,
    check_character,
    format_number,
    new_number,
    read_number,
)

numbers = st.builds(
    lambda year, tail: (first := f"SW{year:04d}{tail}") + check_character(first),
    st.integers(2000, 2099),
    st.text(ALPHABET, min_size=9, max_size=9),
).filter(lambda number: number[-1] in ALPHABET)


@given(numbers)
def test_a_number_reads_as_itself_however_it_is_written(number):
    for text in (
        number,
        format_number(number),
        number.lower(),
        f"  {format_number(number)} ",
        format_number(number).replace("-", " "),
    ):
        assert read_number(text) == number
    wide = "".join(chr(ord(character) + 0xFEE0) for character in format_number(number))
    assert read_number(wide) == number


@given(numbers, st.integers(0, LENGTH - 1), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_found_out(number, place, other):
    wrong = number[:place] + other + number[place + 1 :]
    assert (read_number(wrong) is None) == (wrong != number)


@given(numbers, st.integers(6, LENGTH - 1), st.integers(6, LENGTH - 1))
def test_two_characters_that_changed_places_are_always_found_out(number, one, other):
    swapped = list(number)
    swapped[one], swapped[other] = swapped[other], swapped[one]
    assert (read_number("".join(swapped)) is None) == ("".join(swapped) != number)


@given(numbers)
def test_what_the_eye_confuses_is_taken_for_what_was_meant(number):
    seen = number.replace("0", "O").replace("1", "l")
    assert read_number(seen) == number


@given(st.text(max_size=40))
def test_any_text_is_read_or_is_no_number(text):
    found = read_number(text)
    assert found is None or len(found) == LENGTH


@pytest.mark.parametrize(
    "text", ["", "\x00", "SW2026", "SW२०२६-7K3M9-QX27P", "9" * 10_000, "SW2026-UUUUU-UUUUU", "🙂" * 16]
)
def test_nonsense_is_no_number(text):
    assert read_number(text) is None


def test_new_numbers_are_valid_found_in_files_and_never_the_same():
    made = {new_number(2026) for _ in range(1000)}
    assert len(made) == 1000
    assert all(read_number(number) == number for number in made)
    assert all(IN_A_FILE.search(b"x" + format_number(number).encode()) for number in made)
