"""Arrays that grow together, without copying everything each time a few rows are added."""

from __future__ import annotations

from typing import Any

import numpy as np


class Columns:
    """Arrays of one length by name, each of its own type. `columns[name]` is a view, valid until rows are added."""

    def __init__(self, **kinds: Any) -> None:
        self._data = {name: np.empty(16, dtype=kind) for name, kind in kinds.items()}
        self._size = 0

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, name: str) -> Any:
        return self._data[name][: self._size]

    def extend(self, **columns: Any) -> None:
        """Add rows; every column must be given."""
        first = next(iter(columns.values()))
        size = self._size + len(first)
        room = len(next(iter(self._data.values())))
        if size > room:
            room = max(size, room + room // 2)
            for name, old in self._data.items():
                grown = np.empty(room, dtype=old.dtype)
                grown[: self._size] = old[: self._size]
                self._data[name] = grown
        for name, values in columns.items():
            self._data[name][self._size : size] = values
        self._size = size
