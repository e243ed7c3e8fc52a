"""The shape of what volunteers and workers type."""
