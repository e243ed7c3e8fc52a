"""Compile the message catalogues named on the command line. Runs in the virtual environment: Babel, no `msgfmt`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po


def compile_catalogue(po: Path) -> None:
    """Write the .mo beside the .po, all or nothing: a server may be reading the old one."""
    with po.open("rb") as source:
        catalogue = read_po(source, abort_invalid=True)
    temporary = po.with_suffix(f".mo.{os.getpid()}")
    with temporary.open("wb") as target:
        write_mo(target, catalogue, use_fuzzy=False)
    temporary.replace(po.with_suffix(".mo"))


if __name__ == "__main__":
    for name in sys.argv[1:]:
        try:
            compile_catalogue(Path(name))
        except PoFileError as error:
            sys.exit(f"{name}: {error}")
