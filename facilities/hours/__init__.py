"""Opening hours: read from what people write, kept in OpenStreetMap syntax. Knows nothing about facilities."""
