"""Between two plans: visits that lost their visitor, or have become due, are matched again at once.

`requests` writes down what has to be looked at, in the transaction of what happened; `run` carries it out, one at a
time for each month, and may be killed and called again. Behind it, in the order of a run: `due` (visits an elder is
newly due), `urgent` (those for which people are asked in turn), `matching` (the decision, by the planner's loader and
the engine), `neighbours` (offers that nobody has answered yet and that may move), `writing` (offers, offers taken
back, and the record), `telling`. `closures` closes and opens a region. Nothing is imported here: only `requests` does
without the engine, whose libraries take a second to load.
"""
