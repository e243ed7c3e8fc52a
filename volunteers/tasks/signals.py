"""What has happened to an assignment. Sent inside the transaction with `send()`: a receiver's error undoes the step.

Arguments of each: `assignment` (Assignment), `actor` (User or None when the clock or the planner did it).
"""

from django.dispatch import Signal

assignment_accepted = Signal()
assignment_declined = Signal()
assignment_withdrawn = Signal()
assignment_checked_out = Signal()
assignment_verified = Signal()
assignment_rejected = Signal()
# Taken from a volunteer who left or was suspended, before it had begun.
assignment_released = Signal()
