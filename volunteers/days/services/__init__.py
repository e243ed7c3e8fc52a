"""What changes a volunteer's days."""
