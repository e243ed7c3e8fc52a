"""A volunteer's days: order and times, absences, sheets, calendar feeds."""
