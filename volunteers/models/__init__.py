"""Models of volunteering, a file per aggregate."""
