"""Policies: the numbers a city could decide otherwise, as dated rows with a source and an author.

Each package declares its own parameters in its `policy.py` with `policies.registry.declare`; this package stores the
rows and answers which value is in force on a day in a region. What a number means is the declaring package's business.
"""
