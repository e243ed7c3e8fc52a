"""Log-in by phone and SMS code, the second factor of staff, and where a log-in leads."""
