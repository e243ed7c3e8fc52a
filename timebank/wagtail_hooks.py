"""What the time bank adds to the workbench."""

from wagtail import hooks

from timebank.viewsets import TimebankGroup
from timebank.workbench import hooks as oversight_hooks

# Imported for what it registers.
__all__ = ["oversight_hooks", "timebank_viewsets"]


@hooks.register("register_admin_viewset")
def timebank_viewsets() -> TimebankGroup:
    return TimebankGroup()
