"""One person in one place: the own account at the portal, the file in the workbench."""
