"""Volunteers, their teams and projects; tasks, sign-ups, matching, check-in. Why a visit is due is not known here."""
