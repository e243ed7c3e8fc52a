"""Finding somebody who stands in for one visit: a list ranked as the planner counts, asked in turn against the clock.

`ranking` makes the list, with the engine's costs; `searching` starts, moves and ends a search, and tells whoever has to
know.
"""
