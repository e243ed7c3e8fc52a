"""`manage.py serve` for real: web server, worker and beat, ended by one signal."""

from __future__ import annotations

import os
import signal
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from django.conf import settings

from notifications.models import DeliveryState, Message
from notifications.services import notify
from people.persons.models import Person
from tests.worker import RealProcess


class Site(RealProcess):
    """A served installation on a port of its own."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        command = [
            sys.executable,
            str(Path(settings.BASE_DIR) / "manage.py"),
            "serve",
            "--port",
            str(self.port),
        ]
        super().__init__(command, folder / "serve.log")

    def get(self, path: str) -> str:
        with urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as response:
            return str(response.read().decode())

    def answers(self) -> bool:
        try:
            return bool(self.get("/health/"))
        except URLError:
            return False

    def children(self) -> dict[str, int]:
        """Process numbers of the three children by what they are."""
        assert self.process is not None
        number = self.process.pid
        found = {}
        for child in Path(f"/proc/{number}/task/{number}/children").read_text().split():
            words = Path(f"/proc/{child}/cmdline").read_text().split("\0")
            kind = next((word for word in ("granian", "worker", "beat") if word in words), "other")
            found[kind] = int(child)
        return found


@pytest.fixture
def site(real_broker: None, tmp_path: Path) -> Iterator[Site]:
    served = Site(tmp_path)
    served.start()
    yield served
    served.stop()


def gone(number: int) -> bool:
    return not Path(f"/proc/{number}").exists()


def test_serve_answers_works_off_nudges_replaces_a_killed_worker_and_ends_as_one(site: Site) -> None:
    site.wait_until(site.answers, "the web server answers")
    picture = Path(settings.MEDIA_ROOT) / "images" / "view.txt"
    picture.write_text("a view of Dazhou")
    assert site.get("/media/images/view.txt") == "a view of Dazhou"
    assert set(site.children()) == {"granian", "worker", "beat"}

    killed = site.children()["worker"]
    os.kill(killed, signal.SIGKILL)
    site.wait_until(
        lambda: site.children().get("worker", killed) != killed, "a new worker in place of the killed one"
    )
    person = Person.objects.create(name="李明")
    message = notify(person=person, kind="change", subject="探访", body="明天上午", key="visit:1")
    sent = Message.objects.filter(pk=message.pk, state=DeliveryState.SENT)
    site.wait_until(sent.exists, "the new worker carries out the nudge")

    children = site.children()
    assert site.process is not None
    site.process.send_signal(signal.SIGINT)
    assert site.process.wait(timeout=40) == 0
    assert [kind for kind, number in children.items() if not gone(number)] == []
    assert f"http://127.0.0.1:{site.port}/" in site.log.read_text()
