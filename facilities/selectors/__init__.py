"""Reads: what a resident finds near a place (`finder`), and how much of the city is covered (`coverage`)."""
