"""How templates of volunteering say things."""
