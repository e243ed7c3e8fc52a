"""Reads of a volunteer's days."""
