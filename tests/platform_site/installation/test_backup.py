"""A backup is whole or not there, for its owner only, and goes back into an empty database with the right keys."""

from __future__ import annotations

import json
import shutil
import sqlite3
import stat
import tracemalloc
import zipfile
from contextlib import closing
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from elderly_visits.register.models import Elder
from elderly_visits.visits.models.kept import KeptFigures
from elderly_visits.visits.services.keeping import keep_figures, unproved_figures
from people.access_log.models import AccessLog
from people.access_log.selectors import verify as verify_access_log
from people.access_log.services import log_access, seal_log
from people.logins.models import User
from people.persons.models import Person
from platform_site.installation import backup as module
from platform_site.installation.kind import settled_kind, write_kind
from platform_site.installation.models import Kind
from regions.models import Region
from tests.databases import baseline
from tests.demonstration import open_demonstration
from tests.people.conftest import id_number
from timebank.earning.services.crediting import record_service
from timebank.earning.services.records import Service
from timebank.ledger.models.transfers import Transfer
from timebank.oversight.selectors.ledger_verification import verify as verify_ledger
from workbench.access_recording import AccessAction

pytestmark = pytest.mark.django_db(transaction=True)


def run(name: str, *arguments: Any) -> dict[str, Any]:
    out = StringIO()
    call_command(name, *map(str, arguments), "--json", stdout=out, stderr=StringIO())
    return json.loads(out.getvalue().splitlines()[-1])


@pytest.fixture
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    folder = tmp_path / "media" / "documents"
    folder.mkdir(parents=True)
    (folder / "一份文件.pdf").write_bytes(b"%PDF" + bytes(range(256)) * 9)
    return tmp_path / "media"


@pytest.fixture
def a_city(settings: Any, worker: User, volunteer: Any, community: Region, media: Path) -> Person:
    """A city with somebody whose ID number is on file, coins in the ledger, and a sealed access log."""
    settings.DEMO_CLAIM = None
    write_kind(Kind.CITY)
    person = Person(name="张桂芳", phone="+8613800138001", region=worker.person.region)
    person.set_id_number(id_number())
    person.save()
    _credit(volunteer.person, community)
    log_access(actor=worker, action=AccessAction.READ, subject=person)
    seal_log()
    return person


def _credit(person: Person, region: Region) -> None:
    ended = timezone.now() - timedelta(days=1)
    record_service(
        service=Service(
            person=person, minutes=60, source_key="test:1", category="visit", activity="探访独居老人",
            started_at=ended - timedelta(hours=1), ended_at=ended, place="甲社区 3 栋", content="聊天", region=region,
            organiser="甲社区志愿服务队", in_charge="王队长", evidence_grade="A",
        )
    )  # fmt: skip


@pytest.fixture
def saved(a_city: Person, tmp_path: Path) -> Path:
    run("backup", tmp_path / "city.backup")
    return tmp_path / "city.backup"


def lose_everything(media: Path | None = None) -> None:
    """Another machine: a database as the migrations leave it, and no files."""
    baseline.put_back()
    if media:
        shutil.rmtree(media)


def test_what_was_backed_up_is_there_again_and_proves_itself(
    saved: Path, a_city: Person, media: Path
) -> None:
    before = {model: model.objects.count() for model in (Person, User, Transfer, AccessLog)}
    with zipfile.ZipFile(saved) as archive:
        said = json.loads(archive.read("manifest.json"))
    lose_everything(media)
    assert not Person.objects.exists()
    figures = run("restore", saved)
    assert figures["verified"] is True
    assert (figures["tables"], figures["media"]) == (len(said["tables"]), 1)
    assert figures["rows"] == sum(table["rows"] for table in said["tables"].values())
    assert {model: model.objects.count() for model in before} == before
    assert Person.objects.get(pk=a_city.pk).id_number == id_number()
    assert settled_kind() is Kind.CITY
    assert verify_ledger().ok
    assert verify_access_log().ok
    assert (media / "documents" / "一份文件.pdf").stat().st_size == 2308
    for rewriting in (Transfer.objects.all(), AccessLog.objects.all()):
        with pytest.raises(IntegrityError), transaction.atomic():
            rewriting.update(region=None)
    last = max(Person.objects.values_list("pk", flat=True))
    assert Person.objects.create(name="李四").pk > last


def test_figures_are_counted_anew_after_a_restore(a_city: Person, tmp_path: Path) -> None:
    Elder.objects.create(person=a_city, region_id=a_city.region_id, address="甲街 1 号", living_alone=True)
    keep_figures()
    KeptFigures.objects.update(elders=999)
    run("backup", tmp_path / "wrong.backup")
    lose_everything()
    run("restore", tmp_path / "wrong.backup")
    assert KeptFigures.objects.exists()
    assert not KeptFigures.objects.filter(elders=999).exists()
    assert not unproved_figures()


def test_a_backup_is_for_its_owner_only_and_never_written_over(saved: Path) -> None:
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600
    with pytest.raises(CommandError, match="never written over"):
        run("backup", saved)
    assert [path.name for path in saved.parent.iterdir() if "backup" in path.name] == [saved.name]


def test_an_interrupted_backup_leaves_no_file(
    a_city: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_off(*_arguments: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "_add_media", break_off)
    with pytest.raises(KeyboardInterrupt):
        module.backup(tmp_path / "city.backup")
    assert not [path for path in tmp_path.iterdir() if "backup" in path.name]


def test_a_database_that_holds_anybody_is_not_restored_into(saved: Path) -> None:
    with pytest.raises(CommandError, match="holds people or log-ins"):
        run("restore", saved)
    lose_everything()
    User.objects.create(phone="+8613800138000")
    with pytest.raises(CommandError, match="holds people or log-ins"):
        run("restore", saved)
    assert not Person.objects.exists()


def test_other_keys_are_refused_before_anything_is_changed(saved: Path, settings: Any) -> None:
    lose_everything()
    right = settings.FIELD_KEYS
    for wrong in ([Fernet.generate_key().decode()], [*right, Fernet.generate_key().decode()]):
        settings.FIELD_KEYS = wrong
        with pytest.raises(CommandError, match="The keys do not fit") as refused:
            run("restore", saved)
        assert refused.value.returncode == 2
        assert not any(key in str(refused.value) for key in (*wrong, *right))
    assert not Person.objects.exists()
    # After a rotation the old key stands behind the new one.
    settings.FIELD_KEYS = [Fernet.generate_key().decode(), *right]
    assert run("restore", saved)["verified"] is True


@pytest.mark.parametrize(
    "how", ["cut off", "a row less", "a row changed", "with a new manifest", "a file that leads out"]
)
def test_a_damaged_or_forged_backup_is_refused(saved: Path, tmp_path: Path, media: Path, how: str) -> None:
    lose_everything(media)
    forged = tmp_path / "forged.backup"
    if how == "cut off":
        forged.write_bytes(saved.read_bytes()[:-100])
    else:
        _rewrite(saved, forged, how)
    with pytest.raises(CommandError, match="backup"):
        run("restore", forged)
    assert not Person.objects.exists()
    assert not media.exists()


def _rewrite(source: Path, target: Path, how: str) -> None:
    with zipfile.ZipFile(source) as read, zipfile.ZipFile(target, "w") as write:
        for name in read.namelist():
            data = read.read(name)
            if name == "tables/people_person.jsonl" and how in (
                "a row less",
                "a row changed",
                "with a new manifest",
            ):
                lines = data.splitlines(keepends=True)
                data = (
                    b"".join(lines[1:])
                    if how == "a row less"
                    else data.replace("张桂芳".encode(), "王五五".encode())
                )
            if name == "manifest.json" and how in ("with a new manifest", "a file that leads out"):
                manifest = json.loads(data)
                manifest["kind"] = "demonstration"
                manifest["media"]["../../evil"] = [0, "0" * 64]
                data = json.dumps(manifest).encode()
            write.writestr(name, data)


def test_a_backup_of_another_version_names_what_differs(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lose_everything()
    monkeypatch.setattr(module, "_applied", lambda: [["people", "0001_initial"]])
    with pytest.raises(CommandError, match="another version of the program"):
        run("restore", saved)


# --- The kind of installation ----------------------------------------------------------------------------------------


def test_a_city_restored_without_settings_env_does_not_become_a_demonstration(
    saved: Path, settings: Any
) -> None:
    from common.installation import is_demonstration

    lose_everything()
    settings.DEMO_CLAIM = None
    run("restore", saved)
    assert settled_kind() is Kind.CITY
    settings.DEMO_CLAIM = True
    assert not is_demonstration()
    with pytest.raises(CommandError):
        call_command("setup_city", stdout=StringIO(), stderr=StringIO())


def test_a_city_is_not_restored_where_the_environment_says_demonstration(saved: Path, settings: Any) -> None:
    lose_everything()
    settings.DEMO_CLAIM = True
    with pytest.raises(CommandError, match="SHOUWANG_DEMO=1 is set"):
        run("restore", saved)
    assert not Person.objects.exists()


def test_a_demonstration_stays_one(settings: Any, media: Path, tmp_path: Path) -> None:
    open_demonstration(settings)
    Person.objects.create(name="甲某", is_demo=True)
    run("backup", tmp_path / "demo.backup")
    lose_everything()
    run("restore", tmp_path / "demo.backup")
    assert settled_kind() is Kind.DEMONSTRATION


def test_a_database_set_up_as_the_other_kind_is_not_restored_into(saved: Path) -> None:
    lose_everything()
    write_kind(Kind.DEMONSTRATION)
    with pytest.raises(CommandError, match="take an empty one"):
        run("restore", saved)


# --- Size, and the other database ------------------------------------------------------------------------------------


def test_memory_does_not_grow_with_the_rows(saved: Path, tmp_path: Path, worker: User) -> None:
    def peak(rows: int) -> int:
        AccessLog.objects.bulk_create(
            AccessLog(actor=worker, action="list", detail="x" * 150, count=3) for _number in range(rows)
        )
        tracemalloc.start()
        run("backup", tmp_path / f"{rows}.backup")
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    small = peak(2_000)
    assert peak(20_000) < small + 3_000_000


def test_a_rehearsal_restores_into_another_database_and_leaves_this_one_alone(
    saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "rehearsal.sqlite3"
    for name in ("SHOUWANG_CLOCK", "SHOUWANG_CLOCK_SINCE", "SHOUWANG_DEMO"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "platform_site.settings")
    with pytest.raises(SystemExit) as ended:
        call_command("restore", str(saved), "--into", f"sqlite:///{copy}", "--json")
    assert ended.value.code == 0
    with closing(sqlite3.connect(copy)) as other:
        [[count]] = other.execute("SELECT count(*) FROM people_person").fetchall()
    assert count == Person.objects.count()
