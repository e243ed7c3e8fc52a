"""Pages of registration on the portal."""
