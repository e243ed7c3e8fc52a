"""Portal pages of visits: the volunteer's visit and the family's page. Thin adapters."""
