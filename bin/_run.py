"""bin/run: set up what is missing, then serve. Standard library only; what needs Django runs in `manage.py`."""

from __future__ import annotations

import argparse
import errno
import hashlib
import json
import os
import re
import socket
import subprocess
import time
from pathlib import Path

from _say import Trouble, line, phase, seconds
from _setup import PYTHON, ROOT, child_environment, digest, explained, set_up

MANAGE = ROOT / "manage.py"


def port_number(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port: give a number from 1 to 65535")
    return int(text)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="bin/run",
        description="Set Shouwang up (minutes the first time, seconds afterwards) and serve it on this machine.",
        epilog=(
            "Everything written at run time lies in var/ of the checkout, or in the folder that SHOUWANG_VAR names. "
            "With DATABASE_URL the installation uses that database and brings its own secrets: docs/deploy.md."
        ),
    )
    parser.add_argument(
        "--port", type=port_number, default=8000, help="where to serve on 127.0.0.1 (default 8000)"
    )
    parser.add_argument("--no-serve", action="store_true", help="set up and stop")
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "--empty", action="store_true", help="the hierarchy and one administrator, no demo people"
    )
    which.add_argument(
        "--city", action="store_true", help="demo people for the whole city instead of one county"
    )
    parser.add_argument(
        "--phone", default="", help="with --empty: the administrator's mobile phone, to log in with"
    )
    options = parser.parse_args()
    if options.phone and not options.empty:
        parser.error("--phone goes with --empty")
    return options


def var_folder() -> Path:
    """The folder of what is written at run time; a relative SHOUWANG_VAR counts from where the command was typed."""
    return Path(os.environ.get("SHOUWANG_VAR") or ROOT / "var").resolve()


# --- Demo or empty ---------------------------------------------------------------------------------------------------


def installed_as_demo(var: Path) -> bool | None:
    """What this installation was set up as; None when it was not yet."""
    settings = var / "settings.env"
    match = settings.exists() and re.search(r"^SHOUWANG_DEMO=(\S+)", settings.read_text(), re.MULTILINE)
    return match[1].lower() in {"1", "true", "yes", "on"} if match else None


def asked_for_empty(options: argparse.Namespace) -> bool:
    in_environment = os.environ.get("SHOUWANG_DEMO", "").lower()
    return options.empty or (in_environment in {"0", "false", "no", "off"} and not options.city)


def decide_demo(var: Path, options: argparse.Namespace) -> bool | None:
    """Whether this is to be a demonstration, as far as the folder tells; None where only the database knows.

    What an installation is stands in its database, which has the last word (`settle_kind`); what is plain beforehand is
    refused before minutes of set-up.
    """
    before, empty = installed_as_demo(var), asked_for_empty(options)
    started = bool(os.environ.get("DATABASE_URL")) or (var / "shouwang.sqlite3").exists()
    if before and empty and started:
        raise Trouble(
            f"The installation in {var} holds the demonstration's invented people; an empty one cannot be made of it.\n"
            f"Take another folder:   SHOUWANG_VAR=/path/to/another bin/run --empty\n"
            f"or remove this one:    rm -r {var}"
        )
    if before is False and options.city and started:
        raise Trouble(
            f"The installation in {var} was set up empty, for real people; demo people do not belong in it.\n"
            f"Take another folder:   SHOUWANG_VAR=/path/to/another bin/run --city"
        )
    if before is not None and started:
        return before
    if started and not (empty or options.city):
        # A database without its folder: restored, or a server's.
        return None
    return not empty


def settle_kind(demo: bool | None, environment: dict[str, str]) -> bool:
    """What the installation is, by its database, which is asked to be `demo`; whether that is a demonstration."""
    asked = {True: ["--as", "demonstration"], False: ["--as", "city"], None: ["--fresh", "demonstration"]}[
        demo
    ]
    answer = manage("settle_installation", *asked, "--json", environment=environment, quiet=True)
    return bool(json.loads(answer.strip().splitlines()[-1])["kind"] == "demonstration")


def write_settings(var: Path, demo: bool) -> None:
    """Note what this installation is, for what has to know before it reaches the database."""
    if installed_as_demo(var) is demo:
        return
    var.mkdir(parents=True, exist_ok=True, mode=0o700)
    settings = var / "settings.env"
    heading = "# Read at start; the real environment wins. See docs/deploy.md.\n"
    kept = settings.read_text() if settings.exists() else heading
    kept = re.sub(r"^SHOUWANG_DEMO=.*\n?", "", kept, flags=re.MULTILINE)
    settings.touch(mode=0o600)
    settings.write_text(f"{kept}SHOUWANG_DEMO={int(demo)}\n")


# --- manage.py -------------------------------------------------------------------------------------------------------


def manage(*command: str, environment: dict[str, str], quiet: bool = False) -> str:
    """Run a command of `manage.py`; a quiet one is heard only when it fails. Returns what it printed, if quiet."""
    call = [str(PYTHON), str(MANAGE), *command]
    if not quiet:
        if status := subprocess.run(call, cwd=ROOT, env=environment, check=False).returncode:
            raise Trouble(
                f"manage.py {' '.join(command)} ended with status {status}; its message stands above."
            )
        return ""
    result = subprocess.run(
        call, cwd=ROOT, env=environment, check=False, errors="replace",
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    if result.returncode:
        raise Trouble(explain_django(command, result.stdout.strip().splitlines()))
    return result.stdout


def explain_django(command: tuple[str, ...], output: list[str]) -> str:
    """The sentence that matters, where Django ends with one; the end of the output otherwise."""
    last = output[-1] if output else ""
    if match := re.match(r"(?:django\.core\.exceptions\.ImproperlyConfigured|CommandError): (.+)", last):
        return match[1]
    if match := re.search(r"OperationalError: (.+)", "\n".join(output)):
        return (
            f"The database does not answer: {match[1]}\nIs it running, and does DATABASE_URL name it rightly?"
        )
    tail = "\n".join("    " + text for text in output[-15:])
    return f"manage.py {' '.join(command)} failed:\n{tail}"


def of_our_packages(pattern: str) -> list[Path]:
    """Files of the packages of this repository; not of var/, the environment or the page assets."""
    packages = [folder for folder in ROOT.iterdir() if (folder / "apps.py").exists()]
    return sorted(file for folder in packages for file in folder.glob(pattern) if file.is_file())


def static_sources() -> str:
    """A digest that changes when any static file, or a package that brings some, does."""
    sha = hashlib.sha256()
    for file in of_our_packages("static/**/*"):
        status = file.stat()
        sha.update(f"{file.relative_to(ROOT)} {status.st_size} {status.st_mtime_ns}\n".encode())
    packages = [ROOT / "requirements" / "base.txt", ROOT / "package-lock.json"]
    settings = [ROOT / "platform_site" / "settings.py", ROOT / "platform_site" / "storage.py"]
    return sha.hexdigest() + digest(*packages, *settings)


def collect_static(var: Path, environment: dict[str, str]) -> None:
    stamp, wanted = var / "static" / ".shouwang-setup", static_sources()
    with phase("Static files"):
        if stamp.exists() and stamp.read_text() == wanted:
            return
        output = manage("collectstatic", "--noinput", environment=environment, quiet=True)
        line(f"    {output.strip().splitlines()[-1]}" if output.strip() else "    collected")
        stamp.write_text(wanted)


def migrations_and_database(var: Path) -> str:
    """A digest of every migration, with the identity of the SQLite file they ran in; empty when that is not there."""
    database = var / "shouwang.sqlite3"
    if os.environ.get("DATABASE_URL") or not database.exists():
        # A server's database can be changed or replaced without our knowing: `migrate` always looks.
        return ""
    settings = [ROOT / "requirements" / "base.txt", ROOT / "platform_site" / "settings.py"]
    return f"{digest(*of_our_packages('migrations/*.py'), *settings)} {database.stat().st_ino}"


def migrate(var: Path, environment: dict[str, str]) -> None:
    stamp, before = var / "migrated", migrations_and_database(var)
    with phase("Database"):
        if before and stamp.exists() and stamp.read_text() == before:
            return
        if before or os.environ.get("DATABASE_URL"):
            # Says something only in the one case in which it has something to do.
            adopted = manage("adopt_migrations", "--verbosity=0", environment=environment, quiet=True)
            for text in adopted.splitlines():
                line(f"    {text}")
        output = manage("migrate", "--noinput", environment=environment, quiet=True)
        if applied := output.count("... OK"):
            line(f"    {applied} migrations applied")
        stamp.write_text(migrations_and_database(var))


# --- The command -----------------------------------------------------------------------------------------------------


def refuse_taken_port(port: int) -> None:
    """Say so before minutes of set-up, not after them. `serve` checks again."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise Trouble(
                    f"Port {port} of this machine is taken, perhaps by another bin/run. Take another one:\n"
                    f"    bin/run --port {port + 1 if port < 65535 else 8000}"
                ) from error
            if error.errno == errno.EACCES:
                raise Trouble(
                    f"Port {port} needs root. Take one above 1023:\n    bin/run --port 8000"
                ) from error
            raise


def main() -> None:
    options = arguments()
    started = time.monotonic()
    var = var_folder()
    if not options.no_serve:
        refuse_taken_port(options.port)
    if var.exists() and not os.access(var, os.R_OK | os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(var))
    demo = decide_demo(var, options)
    set_up("base")
    # What follows is written for the service's user only, here and in what is started; the checkout stays readable.
    os.umask(0o077)
    environment = child_environment(SHOUWANG_VAR=str(var), PYTHONUNBUFFERED="1")
    # Neither `migrate` nor settling sends a message; the rest of the set-up asks a city for its gateway again.
    beginning = {"SMS_BACKEND": "notifications.sms.ConsoleSMS"} | environment
    migrate(var, beginning)
    demo = settle_kind(demo, beginning)
    write_settings(var, demo)
    collect_static(var, environment)
    with phase("The city"):
        flags = ["--city"] if options.city else []
        if not demo:
            flags = ["--empty", *(["--phone", options.phone] if options.phone else [])]
        manage("setup_city", *flags, environment=environment)
    line(f"\nSet up in {seconds(time.monotonic() - started)}.")
    if options.no_serve:
        line("Serve it with: bin/run" + (f" --port {options.port}" if options.port != 8000 else ""))
        return
    os.chdir(ROOT)
    os.execve(PYTHON, [str(PYTHON), str(MANAGE), "serve", "--port", str(options.port)], environment)


if __name__ == "__main__":
    with explained():
        main()
