"""The day router: who goes where in which order, on arrays, without a database.

What lives here: visits with time windows over many workers (`route`, on PyVRP), home care with two carers at once
(`visit_together`, a search of our own), readers of the two published formats they are measured on, checkers that
know nothing of the solvers, and the measuring. What does not: models, policy rows, or any import of Django.

    plan = route(WindowProblem.build(metres, minutes, place=…, early=…, late=…, start=…, end=…, finish=…), seconds=5)
    plan.routes[worker], plan.starts[worker], plan.left_out, plan.distance
    plan = visit_together(CareProblem.build(minutes, place=…, early=…, late=…, minutes=…, partner=…, home=…))
    plan.routes[carer], plan.start[service], plan.left_out, plan.cost

Both stop after `seconds`, or with `iterations=` after so much work and then give the same for the same `seed`. Both
always answer with a plan that keeps the rules; whom nobody can visit stands in `left_out`.
"""

from routing.care import CarePlan, CareProblem, visit_together
from routing.windows import WindowPlan, WindowProblem, route

__all__ = [
    "CarePlan",
    "CareProblem",
    "WindowPlan",
    "WindowProblem",
    "route",
    "visit_together",
]
