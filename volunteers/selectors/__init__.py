"""Reads that join the models of volunteering."""
