"""Pages of the workbench about elders: the register, reports, concerns, door cards and the dispatch board."""
