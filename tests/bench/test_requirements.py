"""Without packages that only measure, `manage.py bench` says in one sentence what to install; nothing else asks."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils.translation import override

from bench.command import ONLY_MEASURED

# What has been imported with the package before would not ask for it again.
WITH_PYVRP = [
    "bench.routing.command",
    "bench.routing.measure",
    "bench.routing.windows",
]


@pytest.mark.parametrize(
    ("package", "arguments"),
    [
        ("ortools", ["matching", "--size", "20", "--parts", "peers"]),
        ("highspy", ["matching", "--size", "20"]),
        ("pyvrp", ["routes", "--instances", "/nowhere"]),
    ],
)
def test_a_missing_package_is_named_with_the_file_that_brings_it(
    package: str, arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in WITH_PYVRP:
        monkeypatch.delitem(sys.modules, module, raising=False)
    monkeypatch.setitem(sys.modules, package, None)
    with override("en"), pytest.raises(CommandError) as refused:
        call_command("bench", *arguments)
    assert str(refused.value) == (
        f"{package} is missing, which serves measuring only: install it with "
        "pip install -r requirements/bench.txt."
    )
    assert refused.value.returncode == 2


def test_a_fault_of_our_own_is_not_taken_for_a_missing_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "bench.matching", None)
    with pytest.raises(ModuleNotFoundError):
        call_command("bench", "matching", "--size", "20")


def test_every_package_that_only_measures_is_listed() -> None:
    lines = (Path(settings.BASE_DIR) / "requirements" / "bench.in").read_text().splitlines()
    assert {line for line in lines if line and not line.startswith("#")} == ONLY_MEASURED


def test_no_page_task_or_command_imports_what_only_measures() -> None:
    forbidden = dict.fromkeys(sorted(ONLY_MEASURED))
    script = (
        f"import sys; sys.modules.update({forbidden!r})\n"
        "import django; django.setup()\n"
        "import importlib\n"
        "from django.conf import settings\n"
        "from django.core.management import get_commands, load_command_class\n"
        "importlib.import_module(settings.ROOT_URLCONF)\n"
        "from platform_site.celery import app\n"
        "app.loader.import_default_modules()\n"
        "for name, package in get_commands().items():\n"
        "    load_command_class(package, name)\n"
        "import matching, routing.rounds_month, routing.rounds_search\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script], cwd=settings.BASE_DIR, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
