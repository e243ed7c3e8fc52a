"""Becoming a volunteer, skills, teams, their review and their rosters."""
