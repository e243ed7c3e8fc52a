"""Tables that come in: the roster of elders (formats.md). `import_elders` is the only door."""

from elderly_visits.register.imports.elders import ELDER_ALIASES, ELDER_COLUMNS, import_elders

__all__ = ["ELDER_ALIASES", "ELDER_COLUMNS", "import_elders"]
