"""Pages about oneself on the portal, and those about people in the workbench."""
