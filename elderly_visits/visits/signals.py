"""What happened to visits. Sent inside the transaction with `send()`: a receiver's error undoes the step."""

from django.dispatch import Signal

# A report was submitted and counts. Arguments: report (VisitReport), actor (User).
report_submitted = Signal()
