from django.db import migrations, models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

ACTIVE = ("offered", "accepted", "checked_in", "checked_out", "verified")


def say_which_places_are_free(apps, schema_editor):
    """Open tasks on which a place is free say so from now on; until now only the planner's did."""
    task, assignment = (apps.get_model("volunteers", name) for name in ("Task", "Assignment"))
    holding = assignment.objects.filter(task=OuterRef("pk"), state__in=ACTIVE).order_by().values("task")
    free = (
        task.objects.filter(state="open", unmatched_reason="")
        .annotate(held=Coalesce(Subquery(holding.annotate(count=Count("pk")).values("count")), 0))
        .filter(held__lt=F("persons_needed"))
    )
    task.objects.filter(pk__in=free.values("pk")).update(unmatched_reason="not_tried")


class Migration(migrations.Migration):
    dependencies = [("volunteers", "0004_requests_are_tasks")]
    operations = [
        migrations.RunPython(say_which_places_are_free, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(
                condition=Q(("state", "open"), ("unmatched_reason__gt", "")),
                fields=["lat", "lon"],
                name="task_looking_place",
            ),
        ),
        migrations.RemoveIndex(model_name="assignment", name="assignment_volunteer_state"),
        migrations.AddIndex(
            model_name="assignment",
            index=models.Index(
                fields=["volunteer", "state", "checked_out_at"], name="assignment_volunteer_month"
            ),
        ),
    ]
