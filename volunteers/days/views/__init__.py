"""A volunteer's days on the portal."""
