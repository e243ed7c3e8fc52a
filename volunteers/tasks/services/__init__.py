"""What changes tasks and assignments: one function for each transition."""
