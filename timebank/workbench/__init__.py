"""Pages of the workbench about the time bank, a module for each subject."""
