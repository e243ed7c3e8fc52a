"""The ground floor: administrative divisions and everything geographic.

What lives here: the regions of the city (city, county, township, community) under their twelve-digit codes,
the zones that overlay them, points on the map and the way to find what is near, coordinate systems, outlines
of the counties, the picker with which a form asks for a region, and the reading of tables (CSV, XLSX) that
every import of the house shares.

What does not: people, roles and who may see what (`people`), care points and their coverage (`facilities`),
map pages (`platform_site`). This package imports no other package of the house.
"""
