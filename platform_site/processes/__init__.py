"""What runs beside the web server: its supervisor and the beat schedule."""
