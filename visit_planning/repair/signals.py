"""What happened to visits. Sent inside the transaction with `send()`."""

from django.dispatch import Signal

# Visits have to be matched again. Argument: repair (Repair, waiting).
repair_requested = Signal()
