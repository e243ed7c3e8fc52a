"""Who looked at whose file."""
