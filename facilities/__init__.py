"""Care points: where they are, when they open, what they offer, and how much of the city they cover."""
