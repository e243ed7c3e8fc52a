"""The demonstration: an invented county (or city) at work on the real hierarchy.

A seeded generator makes people, organizations, care points and three months of visits from published facts (the
hierarchy of regions and the age shares of the 2020 census). Everything is marked as demo: names are written with the
sixty words of the old calendar, phones lie in a range that reaches nobody, ID numbers carry an area code that was never
given out. The same seed on the same day gives the same city.
"""
