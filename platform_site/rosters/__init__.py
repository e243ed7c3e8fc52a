"""Rosters of all packages: which there are, and their import in the workbench."""
