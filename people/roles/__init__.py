"""Roles: granted by those above, for a region and a time, and ended."""
