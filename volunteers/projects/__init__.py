"""Service projects of organizations and teams, and their shifts."""
