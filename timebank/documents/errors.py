from __future__ import annotations


class DocumentError(Exception):
    """The paper was not made. The text is for the installation's log; people are told to try again later."""


class FontMissing(DocumentError):
    """This machine has no font with Chinese characters: a paper of blanks is worse than none."""


class UnprintableText(DocumentError):
    """A character stands in no font of this machine."""


class SealMissing(DocumentError):
    """The installation has no key, or one that cannot be used."""
