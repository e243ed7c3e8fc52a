"""Routes: in which order and at what times one person, or people bound together, serve several places.

Pure like `volunteers.matching`: neither Django nor the rooms around it are imported here.
"""
