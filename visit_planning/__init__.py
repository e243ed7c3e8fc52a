"""Planning the visits to elders: the month's plan and its gaps, repairs between two plans, stand-ins."""
