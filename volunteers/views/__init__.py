"""Portal pages of volunteers: thin adapters that fetch, authorise, call one service and answer."""
