"""User: a login by phone and SMS code, and the person it belongs to."""
