"""Everything that needs hands: tasks, assignments, agreed times, check-in and verification."""
