"""Reads of tasks and assignments."""
