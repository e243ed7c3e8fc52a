"""Models of visits to elders, a file per aggregate."""
