"""A process that reads one table and nothing else: no database, no keys, little memory and time.

The file comes in on standard input; a line of JSON for each row goes out, `[number, cells, damaged, unclosed]`, the
last line is `{"encoding": …, "unread_sheets": […]}` or `{"error": …}`. Whatever a file does to the libraries that read
it, it does here.

    python -m common.tabular.reading_process LANGUAGE
"""

from __future__ import annotations

import io
import json
import resource
import sys
from pathlib import Path

# Measured with 60,000 elders of 11 columns as XLSX: 453 MB and 11 s.
MEMORY_BYTES = 1024 * 1024 * 1024
CPU_SECONDS = 240


def main(language: str) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # It writes to its standard output and to no file.
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    # Behind the limits, so that what is loaded here is counted too.
    import django
    from django.conf import settings

    settings.configure(
        USE_I18N=True, LANGUAGE_CODE=language, LOCALE_PATHS=[str(Path(__file__).parent.parent / "locale")]
    )
    django.setup()

    from common.tabular import limits
    from common.tabular.reading import stream_records
    from common.tabular.records import TableError

    try:
        records, how = stream_records(io.BytesIO(sys.stdin.buffer.read(limits.MAX_BYTES + 1)))
        for record in records:
            sys.stdout.write(json.dumps(record, ensure_ascii=True) + "\n")
        last = how._asdict()
    except TableError as error:
        last = {"error": str(error)}
    sys.stdout.write(json.dumps(last, ensure_ascii=True) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
