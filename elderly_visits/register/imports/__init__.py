"""Tables that come in: the roster of elders (formats.md). `import_elders` is the only door."""

from elderly_visits.register.imports.columns import ELDER_COLUMNS, REQUIRED_COLUMNS
from elderly_visits.register.imports.elders import import_elders

__all__ = ["ELDER_COLUMNS", "REQUIRED_COLUMNS", "import_elders"]
