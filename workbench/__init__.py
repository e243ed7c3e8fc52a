"""The workbench: Wagtail's viewsets held to the regions and roles of the one who looks.

`ScopedModelViewSet` is Wagtail's `ModelViewSet` with three differences: rows come from the model's
`visible_to(user)` and a row outside is a 404; what a user may do comes from the roles of people.enums, never from
Django's groups; and reads of a person's file are written to the access log. Pages that are no list of a model use
`worker_required` or `WorkbenchView` and the template "workbench/page.html".
"""
