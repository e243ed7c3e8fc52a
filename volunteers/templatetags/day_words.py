"""How templates say distances, and why no time was found."""

from __future__ import annotations

from django import template

from volunteers.wording import obstacle_label, spoken_distance, spoken_phone

register = template.Library()
register.filter("spoken_distance", spoken_distance)
register.filter("spoken_phone", spoken_phone)
register.filter("obstacle_label", obstacle_label)
