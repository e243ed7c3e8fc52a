"""One run of the benchmark: `python -m bench.matching NAME OPTIONS_AS_JSON`."""

from __future__ import annotations

import importlib
import json
import sys

from bench.matching.parts import PACKAGE

if __name__ == "__main__":
    name, options = sys.argv[1:]
    module = importlib.import_module(f"{PACKAGE}.{name}")
    sys.stdout.write(json.dumps(module.run(**json.loads(options))) + "\n")
