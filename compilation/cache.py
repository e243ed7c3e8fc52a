"""Numba's disk cache, valid for an engine as a whole.

Numba puts what a compiled function calls into the function's own cache entry, and the constants of other modules with
it, but looks only at the file of the function to see whether the entry is still good. An engine whose loops are spread
over several files would go on with old callees after an upgrade. Here every state of an engine's sources has a
directory of its own, named by a digest, so that nothing compiled from other sources can be found.
"""

from __future__ import annotations

import fcntl
import hashlib
import logging
import os
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import llvmlite
import numba
import numpy as np
from numba.core.caching import FunctionCache

logger = logging.getLogger(__name__)

# Directories of earlier sources go when new ones come, unless so young that their processes may still compile.
_KEPT_SECONDS = 24 * 60 * 60
_configuring = threading.Lock()


def compiler(folder: Path) -> Callable[..., Any]:
    """The decorator for the compiled functions of the engine in `folder`: `@compiled` or `@compiled(inline="always")`.

    Options are those of `numba.njit`. Where no directory can be written, functions are compiled in every process anew.
    """
    directory = _directory(folder.resolve())

    def compiled(function: Callable[..., Any] | None = None, **options: Any) -> Any:
        if function is None:
            return partial(compiled, **options)
        if directory is None:
            return numba.njit(**options)(function)
        with _cached_in(directory):
            dispatcher = numba.njit(cache=True, **options)(function)
            dispatcher._cache = _LockedCache(function)
        return dispatcher

    return compiled


def digest(folder: Path) -> str:
    """One hash for all sources below a folder and for what compiles them: Python, numba, LLVM and NumPy."""
    tools = (sys.implementation.cache_tag, numba.__version__, llvmlite.__version__, np.__version__)
    sha = hashlib.sha256(repr(tools).encode())
    for path in sorted(folder.rglob("*.py")):
        source = path.read_bytes()
        sha.update(f"{path.relative_to(folder).as_posix()} {len(source)}\n".encode() + source)
    return sha.hexdigest()[:24]


def _directory(folder: Path) -> Path | None:
    """Where this state of the engine is cached: what NUMBA_CACHE_DIR names, beside the sources, or the user's cache."""
    mark = digest(folder)
    for home in _homes(folder):
        directory = home / mark
        try:
            known = directory.is_dir()
            directory.mkdir(parents=True, exist_ok=True)
            tempfile.TemporaryFile(dir=directory).close()
        except OSError:
            continue
        if not known:
            _remove_old(home, keep=mark)
        return directory
    logger.warning("No directory for compiled code of %s can be written; set NUMBA_CACHE_DIR.", folder.name)
    return None


def _homes(folder: Path) -> Iterator[Path]:
    # In a shared place, engines of two installations keep apart.
    name = f"{folder.name}-{hashlib.sha256(str(folder).encode()).hexdigest()[:12]}"
    if named := getattr(numba.config, "CACHE_DIR", ""):
        yield Path(named) / name
    yield folder / "__pycache__" / "numba"
    cache = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    if os.path.isabs(cache):
        yield Path(cache) / "shouwang" / name


def _remove_old(home: Path, *, keep: str) -> None:
    for directory in home.iterdir():
        try:
            if directory.name != keep and time.time() - directory.stat().st_mtime > _KEPT_SECONDS:
                shutil.rmtree(directory)
        except OSError:
            # Another process removes it too, or it belongs to another user: it is in nobody's way.
            continue


@contextmanager
def _cached_in(directory: Path) -> Iterator[None]:
    """What is decorated meanwhile is cached there and nowhere else: numba's other locators would be the old fault."""
    wanted = {"CACHE_DIR": str(directory), "CACHE_LOCATOR_CLASSES": "UserProvidedCacheLocator"}
    with _configuring:
        before = {name: getattr(numba.config, name) for name in wanted}
        for name, value in wanted.items():
            setattr(numba.config, name, value)
        try:
            yield
        finally:
            for name, value in before.items():
                setattr(numba.config, name, value)


class _LockedCache(FunctionCache):
    """A cache into which several processes write one after another.

    Numba numbers the entries of a function by an index that it reads and writes without a lock; two processes that
    compile it for different types at once could each find the other's code under their number.
    """

    def save_overload(self, sig: Any, data: Any) -> None:
        """Write an entry; a disk that takes none (full, or removed meanwhile) costs time, never an answer."""
        try:
            os.makedirs(self.cache_path, exist_ok=True)
            held = os.open(self.cache_path, os.O_RDONLY)
            try:
                fcntl.flock(held, fcntl.LOCK_EX)
                super().save_overload(sig, data)
            finally:
                os.close(held)
        except OSError as error:
            logger.warning("Compiled code could not be kept in %s: %s", self.cache_path, error)
