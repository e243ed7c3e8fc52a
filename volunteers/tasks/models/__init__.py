"""Tasks, assignments and proposed times."""
