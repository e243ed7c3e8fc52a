"""Reads about requests. None of these decides who may ask; `visible_to` and the views do."""
