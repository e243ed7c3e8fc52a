"""The day router: who goes where in which order, on arrays, without a database.

What lives here: one person's day and a month of days (`rounds`, `rounds_month`), and home care with two carers at once
(`visit_together`, a search of our own). What does not: models, policy rows, or any import of Django.

    plan = visit_together(CareProblem.build(minutes, place=…, early=…, late=…, minutes=…, partner=…, home=…))
    plan.routes[carer], plan.start[service], plan.left_out, plan.cost

It stops after `seconds`, or with `iterations=` after so much work and then gives the same for the same `seed`, and
always answers with a plan that keeps the rules; whom nobody can visit stands in `left_out`.
"""

from routing.care import CarePlan, CareProblem, visit_together

__all__ = [
    "CarePlan",
    "CareProblem",
    "visit_together",
]
