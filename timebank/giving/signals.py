"""What happens in the time bank, told to the floors above inside the transaction."""

from __future__ import annotations

from django.dispatch import Signal

# The accounts of a person are about to be settled: whoever holds reservations of theirs lets go those that can safely
# be let go. What stays reserved afterwards stops the settlement. Arguments: person (Person), actor (User).
account_settling = Signal()
