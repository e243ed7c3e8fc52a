"""Compiled code is kept for one state of an engine's sources, and is found again by nobody else."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import textwrap
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numba
import pytest
from numba.core.caching import FunctionCache

import compilation
from compilation.cache import compiler, digest

ROOT = Path(compilation.__file__).resolve().parents[1]

# The caller stands in a file of its own, so that numba alone would not see a change of what it calls.
ENGINE = {
    "__init__.py": "",
    "compiled.py": """
        from pathlib import Path
        from compilation.cache import compiler
        compiled = compiler(Path(__file__).parent)
        """,
    "constants.py": "TIMES = 10\n",
    "helper.py": """
        from engine.compiled import compiled
        @compiled
        def more(value):
            return value + 1
        """,
    "caller.py": """
        from engine.compiled import compiled
        from engine.constants import TIMES
        from engine.helper import more
        @compiled
        def answer(value):
            return more(value) * TIMES
        """,
}
ASK = """
import json
from engine.caller import answer
values = [answer(1), answer(1.5)]
stats = answer.stats
print(json.dumps({"values": values, "hits": sum(stats.cache_hits.values()), "path": stats.cache_path}))
"""


@pytest.fixture
def engine(tmp_path: Path) -> Path:
    folder = tmp_path / "engine"
    folder.mkdir()
    for name, source in ENGINE.items():
        (folder / name).write_text(textwrap.dedent(source))
    return folder


def start(folder: Path, **environment: str) -> subprocess.Popen[str]:
    """Ask the engine in a process of its own."""
    mine = {name: value for name, value in os.environ.items() if not name.startswith("NUMBA_")}
    mine |= {
        "PYTHONPATH": f"{folder.parent}{os.pathsep}{ROOT}",
        "XDG_CACHE_HOME": str(folder.parent / "user"),
    }
    return subprocess.Popen(
        [sys.executable, "-c", ASK],
        cwd=folder.parent,
        env=mine | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def ask(folder: Path, **environment: str) -> dict[str, Any]:
    out, error = start(folder, **environment).communicate(timeout=120)
    assert out, error
    return {**json.loads(out), "said": error}


def change(folder: Path, name: str, old: str, new: str) -> None:
    source = (folder / name).read_text()
    assert old in source
    (folder / name).write_text(source.replace(old, new))


def test_what_was_compiled_is_found_again_as_long_as_no_source_changes(engine: Path) -> None:
    first, second = ask(engine), ask(engine)
    assert first["values"] == second["values"] == [20, 25.0]
    assert (first["hits"], second["hits"]) == (0, 2)
    assert Path(first["path"]).is_relative_to(engine / "__pycache__" / "numba")


@pytest.mark.parametrize(
    ("name", "old", "new", "values"),
    [
        ("helper.py", "value + 1", "value + 2", [30, 35.0]),
        ("constants.py", "10", "20", [40, 50.0]),
    ],
)
def test_a_change_in_another_file_is_seen_with_warm_caches(
    engine: Path, name: str, old: str, new: str, values: list[float]
) -> None:
    ask(engine)
    ask(engine)
    change(engine, name, old, new)
    found = ask(engine)
    assert (found["values"], found["hits"]) == (values, 0)


def test_sources_put_back_find_their_code_again(engine: Path) -> None:
    ask(engine)
    change(engine, "helper.py", "value + 1", "value + 2")
    ask(engine)
    change(engine, "helper.py", "value + 2", "value + 1")
    found = ask(engine)
    assert (found["values"], found["hits"]) == ([20, 25.0], 2)


def test_a_tree_that_cannot_be_written_is_cached_for_the_user(engine: Path) -> None:
    # A file where the folder should be stops everybody, also who may write everywhere.
    (engine / "__pycache__").write_text("")
    first, second = ask(engine), ask(engine)
    assert Path(first["path"]).is_relative_to(engine.parent / "user")
    assert (first["values"], second["values"], second["hits"]) == ([20, 25.0], [20, 25.0], 2)
    change(engine, "helper.py", "value + 1", "value + 2")
    assert ask(engine)["values"] == [30, 35.0]


def test_the_directory_that_an_installation_names_comes_first(engine: Path) -> None:
    named = engine.parent / "named"
    found = ask(engine, NUMBA_CACHE_DIR=str(named), NUMBA_CACHE_LOCATOR_CLASSES="InTreeCacheLocator")
    assert Path(found["path"]).is_relative_to(named)
    change(engine, "helper.py", "value + 1", "value + 2")
    found = ask(engine, NUMBA_CACHE_DIR=str(named), NUMBA_CACHE_LOCATOR_CLASSES="InTreeCacheLocator")
    assert (found["values"], found["hits"]) == ([30, 35.0], 0)


def test_without_any_directory_everything_is_compiled_anew_and_that_is_said(engine: Path) -> None:
    (engine / "__pycache__").write_text("")
    (engine.parent / "user").write_text("")
    for _again in range(2):
        found = ask(engine)
        assert (found["values"], found["hits"], found["path"]) == ([20, 25.0], 0, None)
        assert "set NUMBA_CACHE_DIR" in found["said"]


def test_processes_that_start_at_once_on_a_cold_cache_all_answer_right(engine: Path) -> None:
    processes = [start(engine) for _each in range(4)]
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda process: json.loads(process.communicate(timeout=120)[0]), processes))
    assert [answer["values"] for answer in answers] == [[20, 25.0]] * 4
    assert ask(engine)["values"] == [20, 25.0]


def test_code_of_earlier_sources_is_removed_after_a_day(engine: Path) -> None:
    home = engine / "__pycache__" / "numba"
    compiler(engine)
    (old,) = home.iterdir()
    # The clock of the run is not the file system's.
    os.utime(old, (time.time(), time.time()))
    change(engine, "helper.py", "value + 1", "value + 2")
    compiler(engine)
    assert len(list(home.iterdir())) == 2
    yesterday = time.time() - 25 * 60 * 60
    os.utime(old, (yesterday, yesterday))
    change(engine, "helper.py", "value + 2", "value + 3")
    compiler(engine)
    assert old not in list(home.iterdir())
    assert home / digest(engine) in list(home.iterdir())


def test_a_full_disk_costs_no_answer(
    engine: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(self: Any, sig: Any, data: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(FunctionCache, "save_overload", full)
    # A function whose file can be found, as numba wants it.
    doubled = compiler(engine)(_doubled)
    assert doubled(2) == 4
    assert "No space left on device" in caplog.text


def _doubled(value: int) -> int:
    return value * 2


def test_settings_of_numba_are_as_they_were_after_decorating(engine: Path) -> None:
    before = numba.config.CACHE_DIR, numba.config.CACHE_LOCATOR_CLASSES
    compiler(engine)(lambda value: value)
    assert before == (numba.config.CACHE_DIR, numba.config.CACHE_LOCATOR_CLASSES)


def test_the_digest_is_of_names_and_contents_and_not_of_the_place(engine: Path, tmp_path: Path) -> None:
    before = digest(engine)
    copy = tmp_path / "elsewhere"
    engine.rename(copy)
    assert digest(copy) == before
    (copy / "helper.py").rename(copy / "other.py")
    assert digest(copy) != before
