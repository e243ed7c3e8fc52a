"""The ground floor: administrative divisions and everything geographic."""
