"""Consent: given, in force, withdrawn."""
