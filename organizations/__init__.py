"""Social organizations: their registration, grade, review and the people who manage them.

The projects they publish live in `volunteers`, the care points they run in `facilities`.
"""
