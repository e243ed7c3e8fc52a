"""Person: one human being, with or without a login; the ID number, the death, the file in the workbench."""
