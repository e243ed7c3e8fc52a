"""Services that people ask for and pay with time coins.

What lives here: the request from asking to paying, what is set aside for it and when that is let go, who may ask for
whom, and the pages of those who ask, who serve and who decide. What does not: who does it and when (the request's task
and its assignments, `volunteers`), and the books (`timebank`).
"""
