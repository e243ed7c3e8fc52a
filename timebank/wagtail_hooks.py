"""What the time bank adds to the workbench."""

from wagtail import hooks

from timebank.viewsets import TimebankGroup


@hooks.register("register_admin_viewset")
def timebank_viewsets() -> TimebankGroup:
    return TimebankGroup()
