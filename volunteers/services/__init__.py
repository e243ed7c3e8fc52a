"""What changes volunteers, teams, projects, tasks and assignments: one function per transition."""
