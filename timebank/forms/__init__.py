"""The shape of what people type into the pages of the time bank."""
