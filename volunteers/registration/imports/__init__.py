"""Tables that come in: the rosters of volunteers and of teams (formats.md)."""
