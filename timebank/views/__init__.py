"""Pages of the time bank on the portal, a module for each subject."""
