"""How a client process talks: an order a line in, an answer a line out. Standard library only, for the peer's sake."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from typing import Any


def serve(orders: dict[str, Callable[..., Any]]) -> None:
    """Answer orders `{"do": name, …}` until standard input ends."""
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        order = json.loads(line)
        print(json.dumps({"answer": orders[order.pop("do")](**order)}), flush=True)


def as_often_as_possible(step: Callable[[int], int], seconds: float) -> dict[str, float]:
    """Call `step` with a running number until the time is up; it says how many transfers it made."""
    began, made, turn = time.perf_counter(), 0, 0
    while (now := time.perf_counter()) - began < seconds:
        made += step(turn)
        turn += 1
    return {"made": made, "seconds": now - began}
