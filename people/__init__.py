"""People: one human being is one `Person`, with or without a login (`User`).

Here live identity (encrypted ID numbers), roles within a region, consent, mandates and the access log. What a person
does as a volunteer or needs as an elder lives in the profiles on higher floors.
"""
