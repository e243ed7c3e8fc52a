"""What changes volunteers and teams."""
