"""Mandates: one person sees and acts for another, who hears of each act."""
