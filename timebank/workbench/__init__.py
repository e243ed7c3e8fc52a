"""Pages of the time bank in the workbench that are no list of a model."""
