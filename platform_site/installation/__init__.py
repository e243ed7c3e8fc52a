"""What this installation is, what it holds, and taking all of it away and back."""
