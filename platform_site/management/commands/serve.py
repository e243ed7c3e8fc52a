"""Serve the site on this machine: web server, worker and beat under one roof."""

from __future__ import annotations

import errno
import os
import socket
import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from platform_site.installation.kind import refuse_contradiction
from platform_site.processes.supervisor import Child, Supervisor

HOST = "127.0.0.1"
START_SECONDS = 90


class Command(BaseCommand):
    help = "Serve the site on 127.0.0.1: web server, worker and beat together, until Ctrl-C."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--port", type=int, default=8000, help="where to serve on 127.0.0.1 (default 8000)"
        )

    def handle(self, *args: Any, port: int, **options: Any) -> None:
        refuse_taken_port(port)
        try:
            refuse_contradiction()
        except ImproperlyConfigured as wrong:
            raise CommandError(str(wrong)) from wrong
        connection.close()
        supervisor = Supervisor(children(port), say=self.say)
        supervisor.catch_signals()
        supervisor.start()
        try:
            if not self.wait_for_web(supervisor, port):
                raise CommandError("The web server did not start; its message stands above.")
            if not supervisor.stopping:
                self.say(f"Shouwang is at http://{HOST}:{port}/ (Ctrl-C ends it).")
            supervisor.wait()
            self.say("Ending: work in hand is being finished.")
        finally:
            supervisor.end()

    def say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()

    def wait_for_web(self, supervisor: Supervisor, port: int) -> bool:
        """True once the web server answers, or when somebody asked for the end meanwhile."""
        web, deadline = supervisor.children[0], time.monotonic() + START_SECONDS
        while web.running and time.monotonic() < deadline:
            if supervisor.stopping:
                return True
            try:
                socket.create_connection((HOST, port), timeout=1).close()
            except OSError:
                time.sleep(supervisor.tick_seconds)
            else:
                return True
        return supervisor.stopping


def refuse_taken_port(port: int) -> None:
    """Raise `CommandError` when nobody could listen there."""
    with socket.socket() as probe:
        # Without SO_REUSEPORT: two web servers sharing one port would answer by turns.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError) as error:
            if getattr(error, "errno", None) == errno.EADDRINUSE:
                text = f"Port {port} is taken by another program. Choose another one with --port."
            else:
                text = f"Port {port} cannot be used here. Choose one from 1024 to 65535 with --port."
            raise CommandError(text) from error


def children(port: int) -> list[Child]:
    """The three processes of a small installation; the web server first."""
    environment = os.environ | {"PYTHONUNBUFFERED": "1", "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE}
    # Links in text messages and in the workbench lead to where we really are.
    environment.setdefault("SHOUWANG_BASE_URL", f"http://{HOST}:{port}")
    # The programs must find the project from any working directory.
    environment["PYTHONPATH"] = os.pathsep.join(
        filter(None, [str(settings.BASE_DIR), environment.get("PYTHONPATH")])
    )
    # Pictures on pages. Documents are not here: Wagtail's own view hands them out, to those who may have them.
    pictures = Path(settings.MEDIA_ROOT) / "images"
    pictures.mkdir(parents=True, exist_ok=True)
    celery = [sys.executable, "-m", "celery", "-A", "platform_site.celery"]
    web = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", HOST, "--port", str(port)),
        *("--workers", "1", "--blocking-threads", "4", "--no-ws", "--log-level", "warning"),
        *("--static-path-route", f"{settings.MEDIA_URL}images", "--static-path-mount", str(pictures)),
        *("--respawn-failed-workers", "--workers-kill-timeout", "10", "platform_site.wsgi:application"),
    ]
    worker = [
        *(*celery, "worker", "--pool", "threads", "--concurrency", "2", "--loglevel", "WARNING"),
        *("--without-gossip", "--without-mingle", "--without-heartbeat"),
    ]
    beat = [*celery, "beat", "--loglevel", "WARNING", "--pidfile="]
    return [
        Child(name, command, environment)
        for name, command in (("Web server", web), ("Worker", worker), ("Beat", beat))
    ]
