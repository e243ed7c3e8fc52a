"""People: one human being is one `Person`, with or without a login (`User`)."""
