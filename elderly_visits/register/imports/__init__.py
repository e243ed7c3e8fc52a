"""Tables that come in: the roster of elders (formats.md).

`import_elders` is the only door; `words` reads the cells people write, `rows` checks a row, `storing` writes in bulk.
"""

from elderly_visits.register.imports.elders import ELDER_ALIASES, ELDER_COLUMNS, import_elders

__all__ = ["ELDER_ALIASES", "ELDER_COLUMNS", "import_elders"]
