"""What a plan keeps: its record, what it leaves open, and the places that cannot be reached."""
