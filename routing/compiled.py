"""The decorator of this engine's loops: compiled once for all of its sources together, see `compilation.cache`."""

from __future__ import annotations

from pathlib import Path

from compilation.cache import compiler

compiled = compiler(Path(__file__).parent)
