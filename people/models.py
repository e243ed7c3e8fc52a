"""Models of people, a file per aggregate."""
