"""Pages of the workbench about care points."""
