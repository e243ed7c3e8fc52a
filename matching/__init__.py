"""The matching engine: who visits whom, on arrays, without a database.

What lives here: the problem and the plan as NumPy arrays, the exact minimum-cost flow that makes the one from the
other, the certificate that checks a plan apart from the solver, the reasons for visits without a volunteer, how
evenly the willing are asked, where volunteers are missing, a greedy baseline and synthetic cities to measure with.

What does not: models, policy rows, notifications, or any import of Django. The services of `volunteers` build a
`Problem` from the database and write a `Plan` back.

    plan = solve(problem, weights)
    plan.assignments.visit, plan.assignments.volunteer, plan.unmatched.reason, plan.figures.optimal
    plan.explain(0)
"""

from matching.baseline import greedy
from matching.certificate import BoundError, Certificate, CertificateError, certify
from matching.cut import Shortages, shortages
from matching.missing import Missing, Typical, missing
from matching.plan import Assignments, Explanation, Figures, Plan, Prices, Unmatched
from matching.problem import ALL_SLOTS, ANY_WINDOW, Problem, Weights
from matching.reasons import Reason, name_requirements
from matching.solve import solve
from matching.spread import Spread, spread

__all__ = [
    "ALL_SLOTS",
    "ANY_WINDOW",
    "Assignments",
    "BoundError",
    "Certificate",
    "CertificateError",
    "Explanation",
    "Figures",
    "Missing",
    "Plan",
    "Prices",
    "Problem",
    "Reason",
    "Shortages",
    "Spread",
    "Typical",
    "Unmatched",
    "Weights",
    "certify",
    "greedy",
    "missing",
    "name_requirements",
    "shortages",
    "solve",
    "spread",
]
