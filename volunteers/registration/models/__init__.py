"""Volunteers and teams."""
