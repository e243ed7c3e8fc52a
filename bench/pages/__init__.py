"""What each page costs on the database as it stands: every address, asked by every role."""

from bench.pages.measure import measure

__all__ = ["measure"]
