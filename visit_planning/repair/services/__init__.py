"""Between two plans: visits that lost their visitor, or have become due, are matched again at once.

`requests` writes down what has to be looked at, in the transaction of what happened; `run` carries it out, and may be
killed and called again. Nothing is imported here: only `requests` does without the engine, whose libraries take a
second to load.
"""
