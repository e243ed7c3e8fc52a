"""An easy question before a code is sent, for machines that ask for codes by the thousand.

In words, so that a screen reader and the button *Read aloud* say it; no picture, nothing to decipher, no service abroad
that would learn who logs in here. A program can be taught to answer it; the limits are what stops that one (decision
0027). Whoever wants another question changes this class: text, answer, `is_right`.
"""

from __future__ import annotations

import random
import time
import unicodedata
from dataclasses import dataclass

from django.contrib.sessions.backends.base import SessionBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_KEY = "question"
_KEPT_SECONDS = 600
# The numbers that are asked with.
_NAMES = (
    "",
    gettext_lazy("one"),
    gettext_lazy("two"),
    gettext_lazy("three"),
    gettext_lazy("four"),
    gettext_lazy("five"),
)
_NUMERALS = "零一二三四五六七八九十"
_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@dataclass(frozen=True)
class Question:
    """`kind` and numbers; the text is made when it is read, in the reader's language."""

    kind: str
    first: int
    second: int

    @property
    def text(self) -> str:
        words = {"first": _NAMES[self.first], "second": _NAMES[self.second]}
        if self.kind == "more":
            return _("Which number is greater, %(first)s or %(second)s?") % words
        return _("How much is %(first)s plus %(second)s?") % words

    @property
    def answer(self) -> int:
        return max(self.first, self.second) if self.kind == "more" else self.first + self.second

    def is_right(self, text: str) -> bool:
        """Digits of any width, Chinese numerals, and the English word."""
        given = unicodedata.normalize("NFKC", text).strip().casefold().removesuffix("。").removesuffix(".")
        known = {str(self.answer)}
        if self.answer <= 10:
            known |= {_NUMERALS[self.answer], _WORDS[self.answer]}
        return given in known


def ask(session: SessionBase) -> Question:
    """A new question, kept in the session until it is answered."""
    # Two that are not alike: "which is greater" needs a greater one. Sums stay below ten.
    first, second = random.sample(range(1, 6), 2)
    question = Question(random.choice(("sum", "more")), first, second)
    session[_KEY] = {"kind": question.kind, "numbers": [first, second], "at": time.time()}
    return question


def current(session: SessionBase) -> Question | None:
    """The question that waits for its answer."""
    kept = session.get(_KEY)
    if not kept or time.time() - kept["at"] > _KEPT_SECONDS:
        return None
    return Question(kept["kind"], *kept["numbers"])


def answered(session: SessionBase, text: str) -> bool:
    """Whether `text` answers the waiting question; a question is good for one answer, right or wrong."""
    question = current(session)
    session.pop(_KEY, None)
    return question is not None and question.is_right(text)
