"""Loads the models of every room for Django, which looks for them here. Import a model from its own room."""

__all__ = []
