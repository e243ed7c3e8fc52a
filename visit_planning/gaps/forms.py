"""What is asked of the pages about gaps."""

from __future__ import annotations

from typing import Any

from visit_planning.dispatch.forms import BoardForm


class GapsForm(BoardForm):
    """Which month and region the pages about gaps show."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["tier"]
