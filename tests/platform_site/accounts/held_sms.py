"""An SMS gateway that a test can hold up, to kill a worker in the midst of its work."""

from __future__ import annotations

import threading
from pathlib import Path


class HeldSMS:
    """Notes each call in `folder`/calls and, once `folder`/hold is gone, each delivery in `folder`/delivered."""

    def __init__(self, folder: str) -> None:
        self.folder = Path(folder)

    def send(self, *, phone: str, text: str, code: str = "", minutes: int = 0) -> None:
        self._note("calls", f"{phone} {text}")
        while (self.folder / "hold").exists():
            threading.Event().wait(0.05)
        self._note("delivered", f"{phone} {text}")

    def _note(self, name: str, text: str) -> None:
        with (self.folder / name).open("a", encoding="utf-8") as notes:
            notes.write(text + "\n")
