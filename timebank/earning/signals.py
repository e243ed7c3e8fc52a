"""What happens to service records, told inside the transaction: a receiver's error undoes the step."""

from __future__ import annotations

from django.dispatch import Signal

# A record is about to be corrected; the accounts it touches are locked. A receiver that knows why that cannot be now
# raises RecordError. Argument: record (ServiceRecord).
record_correcting = Signal()
# A record was replaced by a newer one. Arguments: record (the ServiceRecord replaced), actor (User or None).
record_corrected = Signal()
