"""Volunteers, teams and the verification queue in the workbench."""
