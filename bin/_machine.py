"""What pip and npm cannot bring, from the system's package manager: when we may, we install it; else we say how."""

from __future__ import annotations

import os
import shutil
import subprocess

from _say import Trouble, line


def apt_prefix() -> list[str] | None:
    """How to call apt-get here: directly as root, through a sudo that asks nothing, or not at all."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    if not shutil.which("sudo"):
        return None
    asks_nothing = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    return ["sudo", "-n"] if asks_nothing else None


def apt_install(packages: list[str], *, otherwise: str) -> None:
    """Install Debian packages; raise `Trouble` beginning with `otherwise` and the command to type when we may not."""
    by_hand = f"apt-get update && apt-get install {' '.join(packages)}"
    prefix = apt_prefix()
    if prefix is None:
        raise Trouble(f"{otherwise} Install what is missing with (as root):\n    {by_hand}")
    line(f"    installing {', '.join(packages)} with apt-get")
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
    keep = ["--preserve-env=DEBIAN_FRONTEND"] if prefix else []
    output = ""
    for arguments in (["update", "-q"], ["install", "-y", "-q", "--no-install-recommends", *packages]):
        command = [*prefix[:1], *keep, *prefix[1:], "apt-get", *arguments]
        result = subprocess.run(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
            check=False,
        )  # fmt: skip
        output = result.stdout
    if result.returncode:
        tail = "\n".join("    " + text for text in output.strip().splitlines()[-6:])
        raise Trouble(
            f"{otherwise} apt-get could not install it:\n{tail}\nTry by hand, as root:\n    {by_hand}"
        )
