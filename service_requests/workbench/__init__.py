"""Pages of services asked for, in the workbench."""
