"""Counting what strangers ask, so that nobody tries numbers by the thousand."""

from __future__ import annotations

import hashlib
import time

from django.core.cache import cache
from django.http import HttpRequest

from common.web import visitor_network


def too_often(request: HttpRequest, action: str, *, most: int, seconds: int) -> bool:
    """Count one more `action` of this address; True beyond `most` within `seconds`. The address is kept nowhere."""
    # The window stands in the key: some caches begin a new timeout with each count.
    window = int(time.time() // seconds)
    sender = hashlib.sha256(f"{action}:{window}:{visitor_network(request)}".encode()).hexdigest()[:32]
    key = f"timebank-asked-{sender}"
    cache.add(key, 0, timeout=seconds)
    try:
        return bool(cache.incr(key) > most)
    except ValueError:
        # The time ended in between.
        return False
