"""What happened to elders. Sent inside the transaction with `send()`: a receiver's error undoes the step."""

from django.dispatch import Signal

# More or other visits may be due to an elder than the month's plan knows: consent was given.
# Arguments: elder (Elder), actor (User or None).
visits_due_changed = Signal()
