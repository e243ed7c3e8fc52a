"""Volunteers, their teams and projects; tasks, sign-ups, matching, check-in.

Everything that needs hands is a `Task`, and one person on one task is an `Assignment`: the one lifecycle, the one
check-in and the one path to credit, whether it is a home visit, a shift of a project or a request. Why a visit is due
and what was found is not known here.
"""
