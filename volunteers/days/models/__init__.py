"""Absences and calendar feeds."""
