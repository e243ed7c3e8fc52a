"""Compiled loops on disk: one decorator with a cache that all sources of an engine share.

Stands under both engines (`matching`, `routing`), which know nothing else of the platform; imports numba and the
standard library.
"""
