"""The matching engine: arrays in, plan out. Nothing here knows the database or imports Django.

`solve(problem, weights)` gives the plan; `Problem` and `Weights` say what it takes, `costs` states the objective,
`certificate` checks a plan apart from the solver.
"""

from volunteers.matching.certificate import CertificateError, check_plan
from volunteers.matching.plan import Assignments, Figures, Plan, Reason
from volunteers.matching.problem import Problem, Weights
from volunteers.matching.solve import solve

__all__ = [
    "Assignments",
    "CertificateError",
    "Figures",
    "Plan",
    "Problem",
    "Reason",
    "Weights",
    "check_plan",
    "solve",
]
