"""Rounds and absences in the workbench."""
