"""A log-in moves to another phone number: by a code to the old one, or by two workers."""
