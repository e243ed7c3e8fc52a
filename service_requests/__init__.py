"""Services that people ask for and pay with time coins."""
