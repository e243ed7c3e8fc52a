"""The shape of what people enter about visits, elders and concerns."""
