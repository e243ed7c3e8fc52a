"""Pages of services asked for, on the portal."""
