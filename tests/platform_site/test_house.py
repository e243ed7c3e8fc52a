"""The house is as its documents say: each room has its line, relations run downwards, what is named exists."""

from __future__ import annotations

import ast
import configparser
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Field, Model

from policies.registry import DECLARATIONS

ROOT = Path(__file__).resolve().parent.parent.parent
MAP = ROOT / "docs" / "architecture.md"
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
PACKAGES = sorted(
    folder.parent.name for folder in ROOT.glob("*/__init__.py") if folder.parent.name != "tests"
)
# Folders inside a package that are no subject of their own: layers of a room, or what Django looks for by name.
LAYERS = {
    "commands", "forms", "imports", "locale", "management", "migrations", "models", "selectors", "services",
    "templatetags", "views", "workbench",
}  # fmt: skip


def rooms() -> Iterator[str]:
    """Every folder with code that is a room of its package: `timebank/rewards`."""
    for package in PACKAGES:
        for init in (ROOT / package).rglob("__init__.py"):
            parts = init.parent.relative_to(ROOT).parts
            if len(parts) > 1 and not LAYERS & set(parts):
                yield "/".join(parts)


# --- The map ---------------------------------------------------------------------------------------------------------


def lines_of_the_map() -> set[str]:
    """What has a line of its own in the tables of the map: `package/` or `package/room/`."""
    return set(re.findall(r"^\| `([a-z_/]+)/` \|", MAP.read_text(encoding="utf-8"), re.MULTILINE))


def test_every_package_and_room_has_a_line_in_the_map() -> None:
    assert sorted({*PACKAGES, *rooms()} - lines_of_the_map()) == []


def signals() -> Iterator[str]:
    """Dotted names of all signals of ours."""
    for module in ROOT.glob("*/**/signals.py"):
        if module.relative_to(ROOT).parts[0] in PACKAGES:
            dotted = ".".join(module.relative_to(ROOT).with_suffix("").parts)
            for name in re.findall(r"^(\w+) = \w*Signal\(", module.read_text(encoding="utf-8"), re.MULTILINE):
                yield f"{dotted}.{name}"


def test_every_signal_has_a_line_in_the_map() -> None:
    text = MAP.read_text(encoding="utf-8")
    assert [name for name in signals() if f"`{name}`" not in text] == []


def test_every_line_of_the_map_leads_to_a_folder() -> None:
    assert [name for name in sorted(lines_of_the_map()) if not (ROOT / name / "__init__.py").exists()] == []


# --- The contract ----------------------------------------------------------------------------------------------------


@cache
def contract() -> configparser.ConfigParser:
    parser = configparser.ConfigParser()
    parser.read(ROOT / ".importlinter", encoding="utf-8")
    return parser


def test_the_contract_covers_every_package() -> None:
    assert sorted(contract()["importlinter"]["root_packages"].split()) == PACKAGES


def floors() -> dict[str, int]:
    """How high each package stands; those side by side stand equally high."""
    lines = contract()["importlinter:contract:floors"]["layers"].splitlines()
    layers = [line for line in lines if line.strip() and not line.strip().startswith("#")]
    return {
        package: height
        for height, layer in enumerate(reversed(layers))
        for package in re.split(r"\s*[|:]\s*", layer.strip())
    }


def package_of(model: type[Model]) -> str:
    """The package whose code defines a model, whatever its app label."""
    return model.__module__.partition(".")[0]


def relations() -> Iterator[tuple[Field, type[Model], type[Model]]]:
    """Every foreign key, one-to-one and many-to-many of our models, with the models it runs from and to."""
    for model in apps.get_models(include_auto_created=True):
        if package_of(model) not in floors():
            continue
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many):
            if field.is_relation and isinstance(field.related_model, type):
                yield field, model, field.related_model


def test_relations_between_models_run_downwards() -> None:
    """A floor knows nothing of those above it, in the database as in the code; side by side neither knows the other."""
    height = floors()
    wrong = [
        f"{field.model._meta.label}.{field.name} leads to {target._meta.label}"
        for field, model, target in relations()
        if package_of(target) in height
        and package_of(target) != package_of(model)
        and height[package_of(target)] >= height[package_of(model)]
    ]
    assert wrong == []


def test_relations_are_looked_at_at_all() -> None:
    seen = {(package_of(model), package_of(target)) for _field, model, target in relations()}
    assert {("elderly_visits", "volunteers"), ("timebank", "people"), ("people", "regions")} <= seen


# --- What documents name ---------------------------------------------------------------------------------------------

CODE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#]+)[^)]*\)")
A_PATH = re.compile(r"(?:[\w.-]+/)+[\w.-]*|[\w-]+\.(?:py|md|toml|sh)")
FILE_NAME = re.compile(r"\.(py|md|html|po|toml|sh)$")
DOTTED = re.compile(r"[a-z_]\w*(?:\.\w+)+")
# Written at run time or at set-up, or a pattern with something to fill in.
NOT_IN_THE_REPOSITORY = re.compile(r"^(var|node_modules|\.venv|dist|htmlcov)/|[<>*{…]")


def named_paths(text: str) -> Iterator[str]:
    """Paths from the top of the repository that stand in backquotes: `timebank/menu.py`, `docs/decisions/`."""
    tops = {path.name for path in ROOT.iterdir()}
    for quoted in CODE.findall(text):
        for word in quoted.split():
            path = word.split("::")[0].rstrip(",;:.")
            if A_PATH.fullmatch(path) and "/" in path and path.split("/")[0] in tops:
                yield path


def named_in_code(text: str) -> Iterator[str]:
    """Dotted names in backquotes that begin with a package of ours: `timebank.ledger.chain`, with or without `()`."""
    for quoted in CODE.findall(text):
        for word in quoted.split():
            name = re.split(r"[(,;:]", word)[0]
            if DOTTED.fullmatch(name) and name.split(".")[0] in PACKAGES and not FILE_NAME.search(name):
                yield name


@cache
def names_in(module: Path) -> frozenset[str]:
    """What a module defines or imports at its top."""
    found = set[str]()
    for node in ast.parse(module.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found.update(alias.asname or alias.name for alias in node.names)
        elif isinstance(node, ast.Assign):
            found.update(target.id for target in node.targets if isinstance(target, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            found.add(node.target.id)
    return frozenset(found)


def exists(name: str) -> bool:
    """Whether a dotted name is a module, something in one, a model (`people.Person`) or a policy parameter."""
    parts = name.split(".")
    path = ROOT / parts[0]
    for depth, part in enumerate(parts[1:], start=1):
        if (path / part).is_dir() or (path / f"{part}.py").exists():
            path = path / part
            continue
        module = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
        return (module.exists() and part in names_in(module)) or _is_label_or_key(parts, depth)
    return True


def _is_label_or_key(parts: list[str], depth: int) -> bool:
    name = ".".join(parts)
    if depth == 1 and parts[1][0].isupper():
        return parts[1].lower() in apps.get_app_config(parts[0]).models
    return any(key == name or key.startswith(f"{name}.") for key in DECLARATIONS)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_a_document_names_is_there(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    paths = [path for path in named_paths(text) if not NOT_IN_THE_REPOSITORY.search(path)]
    missing = [path for path in paths if not (ROOT / path).exists()]
    missing += [name for name in named_in_code(text) if not exists(name)]
    missing += [link for link in LINK.findall(text) if not (document.parent / link).exists()]
    assert missing == []


def test_a_name_that_is_not_there_is_found_out() -> None:
    text = "`timebank/nowhere.py` `timebank/menu.py` `timebank.ledger.nothing`, `timebank.ledger.chain`; `people.User`"
    assert [path for path in named_paths(text) if not (ROOT / path).exists()] == ["timebank/nowhere.py"]
    assert [name for name in named_in_code(text) if not exists(name)] == ["timebank.ledger.nothing"]


def test_every_test_that_stands_against_an_abuse_is_there() -> None:
    """docs/abuse.md promises a test for each row."""
    promised = re.findall(r"(tests/[\w/]+\.py)(?:::(\w+))?", (ROOT / "docs" / "abuse.md").read_text())
    assert len(promised) > 100
    lost = [
        f"{path}::{name}"
        for path, name in promised
        if not (ROOT / path).exists() or f"def {name}" not in (ROOT / path).read_text()
    ]
    assert lost == []
