"""Filters with which templates say amounts as people do."""

from __future__ import annotations

from django import template

from timebank.wording import spoken_amount, spoken_minutes, spoken_points

register = template.Library()
register.filter("spoken_minutes", spoken_minutes)
register.filter("spoken_points", spoken_points)
register.filter("spoken_amount", spoken_amount)
