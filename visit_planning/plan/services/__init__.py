"""Planning a month: whom to visit when, and who is asked to go.

`plan_month` is the only door. Behind it, in the order of a run: `lock` (one plan of a month at a time), `due` and
`writing` (the month's visits from the register), `loading` (what the solver is told: `scope`, `situation`, `standing`,
`barriers`; for repairs and stand-ins as well),
`solving` (the engine), `offers` (who is asked), `figures` (what it came to). Which days visits are due in says
elderly_visits.windows.
"""
