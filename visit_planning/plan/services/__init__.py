"""Planning a month: whom to visit when, and who is asked to go. `run.plan_month` is the only door."""
