"""The pages on which services are verified."""
