"""What happened to volunteers. Sent inside the transaction with `send()`: a receiver's error undoes the step."""

from django.dispatch import Signal

# A volunteer left or was suspended: what has not begun goes to others. Arguments: volunteer (Volunteer), actor (User).
volunteer_stopped = Signal()
