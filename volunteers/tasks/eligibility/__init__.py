"""Whether one volunteer may do one task, and why not: one table of rules, read wherever the question is asked.

`rules.RULES` says of each rule whom it stops, how strictly it holds, what a worker reads, and which of the planner's
reasons it is when it leaves nobody. By it go `lock` (asked again in every service), the lists of the moment
(volunteers.now) and what the planner still allows of what stands. The engine knows the same rules as bits
and numbers (matching: `reasons.pair_rules` on arrays, `eligibility` compiled), and the certificate has its
own on purpose; tests hold them together. `lookups` are the rules' questions to the database.
"""

from volunteers.tasks.eligibility.lock import refusals, unprotected
from volunteers.tasks.eligibility.lookups import committed_minutes
from volunteers.tasks.eligibility.rules import RULES, Refusal, refusals_of

__all__ = ["RULES", "Refusal", "committed_minutes", "refusals", "refusals_of", "unprotected"]
