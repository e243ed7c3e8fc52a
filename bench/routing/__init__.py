"""Measuring the day routers on published instances: `manage.py bench routes`. No Django in here.

`published` reads the two formats, `windows` gives Solomon's to PyVRP (the product has no such days), `check` is a
referee that knows nothing of any solver, `measure` puts it together.
"""
