"""Merging two files of one person, and taking it apart again."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.locking import locked
from people.deaths.registry import Consequence
from people.kinship.ties import are_close
from people.logins.models import User
from people.merging.models import Merge, MovedRow
from people.merging.registry import Handling, Relation, profiles, relations_of, steps
from people.persons.models import Person
from people.persons.permissions import can_change_person

# What is filled in from the closed file where the other one says nothing.
_FILLED = ("sex", "birth_date", "phone", "region_id")
_AT_ONCE = 500


def refusals(kept: Person, gone: Person) -> list[str]:
    """Why the two cannot be merged, each as a sentence; empty when they can."""
    found: list[str] = []
    if kept.pk == gone.pk:
        return [_("That is the same file.")]
    if kept.merged_into_id or gone.merged_into_id or gone.merged_files.exists():
        found.append(
            _("One of the two was merged before. Please merge in the other direction, or undo that first.")
        )
    if kept.id_number_index and gone.id_number_index:
        # The index is unique, so that two numbers are two different ones.
        found.append(_("The two have different ID numbers: they are two people, or one number is wrong."))
    if kept.birth_date and gone.birth_date and kept.birth_date != gone.birth_date:
        found.append(_("The birth dates differ. Please correct the wrong one first."))
    if kept.sex and gone.sex and kept.sex != gone.sex:
        found.append(_("The sexes differ. Please correct the wrong one first."))
    if kept.name != gone.name and not (kept.phone and kept.phone == gone.phone):
        found.append(_("Neither name nor phone is the same. Please correct the wrong one first."))
    if kept.died_on is not None or gone.died_on is not None:
        found.append(_("A death is recorded for one of the two."))
    for relation in _walked(kept, gone):
        if relation.handling is not Handling.REFUSE:
            continue
        rows = relation.model._base_manager.filter(
            **{f"{relation.field}__in": _targets(relation, kept, gone)}
        )
        if relation.against is not None:
            rows = rows.filter(relation.against)
        if rows.exists():
            found.append(str(relation.sentence))
    for step in steps():
        found += step.refusals(kept, gone)
    return list(dict.fromkeys(found))


def preview(kept: Person, gone: Person) -> list[Consequence]:
    """What would move, counted by kind; nothing is changed."""
    counts: dict[str, int] = {}
    for relation in _walked(kept, gone):
        if relation.handling in (Handling.MOVE, Handling.PROFILE):
            name = str(relation.model._meta.verbose_name_plural)
            counts[name] = counts.get(name, 0) + _rows_to_move(relation, kept, gone).count()
    lines = [Consequence(name, count) for name, count in counts.items() if count]
    return [*lines, *(line for step in steps() for line in step.count(kept, gone) if line.amount)]


def _profile(relation: Relation, person: Person) -> Any:
    return relation.model._base_manager.filter(**{relation.field: person}).first()


def _walked(kept: Person, gone: Person) -> list[Relation]:
    """The relations to a person, and those to the profiles that both have."""
    found = relations_of(Person)
    for relation in profiles():
        if _profile(relation, kept) is not None and _profile(relation, gone) is not None:
            found = [one for one in found if one is not relation] + relations_of(relation.model)
    return found


def _target(relation: Relation, person: Person) -> Any:
    """What the relation's field points at for this person: the person, or the profile."""
    target = relation.model._meta.get_field(relation.field).related_model
    if target is Person:
        return person
    profile = next(one for one in profiles() if one.model is target)
    return _profile(profile, person)


def _targets(relation: Relation, kept: Person, gone: Person) -> list[Any]:
    return [one for one in (_target(relation, kept), _target(relation, gone)) if one is not None]


def _rows_to_move(relation: Relation, kept: Person, gone: Person) -> models.QuerySet[Any]:
    rows = relation.model._base_manager.filter(**{relation.field: _target(relation, gone)})
    return relation.only(rows, kept) if relation.only is not None else rows


@transaction.atomic
def propose_merge(*, kept: Person, gone: Person, actor: User, reason: str) -> Merge:
    """One worker says that two files are one person. The same proposal twice is the first.

    Raises ValidationError where `refusals` or `_refuse_actor` say so, or without a reason.
    """
    kept, gone = _lock_both(kept, gone)
    same = Merge.objects.filter(gone=gone, declined_at=None, undone_at=None).first()
    if same is not None and same.kept_id == kept.pk:
        return same
    if same is not None:
        raise ValidationError(_("This file is already part of another proposal."), code="twice")
    _refuse_actor(actor, kept, gone)
    if not reason.strip():
        raise ValidationError({"reason": _("Please say how you know that they are one person.")})
    if why := refusals(kept, gone):
        raise ValidationError(why, code="unmergeable")
    return Merge.objects.create(kept=kept, gone=gone, reason=reason.strip()[:300], proposed_by=actor)


@transaction.atomic
def decline_merge(*, merge: Merge, actor: User) -> Merge:
    """The proposal is wrong, or was withdrawn by its author. Twice is once; one carried out is undone instead."""
    current = locked(merge, "kept", "gone")
    if current.merged_at is not None or current.declined_at is not None:
        return current
    if not (can_change_person(actor, current.kept) and can_change_person(actor, current.gone)):
        raise ValidationError(_("One of the two lives outside your area."), code="not_yours")
    current.declined_by, current.declined_at = actor, timezone.now()
    current.save(update_fields=["declined_by", "declined_at"])
    return current


@transaction.atomic
def confirm_merge(*, merge: Merge, actor: User) -> Merge:
    """A second person agrees, and the two become one. Twice is once.

    Raises ValidationError for who proposed it, and as `propose_merge` does: all of it is looked at again.
    """
    current = locked(merge, "kept", "gone")
    if current.merged_at is not None:
        return current
    if current.declined_at is not None:
        raise ValidationError(_("This proposal was declined."), code="declined")
    if current.proposed_by_id == actor.pk:
        raise ValidationError(
            _("You proposed this. Please ask a colleague or the township to confirm it."), code="same"
        )
    kept, gone = current.kept, current.gone = _lock_both(current.kept, current.gone)
    _refuse_actor(actor, kept, gone)
    if why := refusals(kept, gone):
        raise ValidationError(why, code="unmergeable")
    walked = _walked(kept, gone)
    done = {step.key: step.before(kept, gone, actor) for step in steps()}
    for relation in walked:
        if relation.handling in (Handling.MOVE, Handling.PROFILE):
            _move(current, relation, kept, gone)
    current.filled = _fill(kept, gone, actor)
    gone.merged_into = kept
    gone._history_user = actor
    gone.save()
    for step in steps():
        step.after(kept, gone, actor)
    current.done = {key: what for key, what in done.items() if what}
    current.merged_by, current.merged_at = actor, timezone.now()
    current.save(update_fields=["filled", "done", "merged_by", "merged_at"])
    return current


@transaction.atomic
def undo_merge(*, merge: Merge, actor: User, reason: str) -> Merge:
    """They are two after all: each row that moved names the other file again. Twice is as good as once.

    What came to the file that stays since then stays there. Raises ValidationError without a reason, after the term,
    outside one's area, for somebody close to one of the two, and where a step cannot go back.
    """
    current = locked(merge, "kept", "gone")
    if current.undone_at is not None:
        return current
    if current.merged_at is None or current.undone_until is None:
        raise ValidationError(_("This has not been merged."), code="not_merged")
    if timezone.localdate() > current.undone_until:
        raise ValidationError(
            _("This could be taken back until %(day)s. What is wrong has to be corrected row by row.")
            % {"day": current.undone_until.isoformat()},
            code="over",
        )
    kept, gone = _lock_both(current.kept, current.gone)
    _refuse_actor(actor, kept, gone)
    if not reason.strip():
        raise ValidationError({"reason": _("Please say how you know that they are two people.")})
    _empty(kept, gone, current.filled, actor)
    _put_back(current)
    gone.merged_into = None
    gone._history_user = actor
    gone.save()
    for step in reversed(steps()):
        if done := current.done.get(step.key):
            step.undo(kept, gone, done, actor)
    current.undone_by, current.undone_at, current.undone_why = actor, timezone.now(), reason.strip()[:300]
    current.save(update_fields=["undone_by", "undone_at", "undone_why"])
    return current


def _refuse_actor(actor: User, kept: Person, gone: Person) -> None:
    if not (can_change_person(actor, kept) and can_change_person(actor, gone)):
        raise ValidationError(
            _("One of the two lives outside your area. Who is responsible for both can merge them."),
            code="not_yours",
        )
    if are_close(actor, kept) or are_close(actor, gone):
        raise ValidationError(_("You know one of the two well. Please ask a colleague."), code="close")


def _lock_both(kept: Person, gone: Person) -> tuple[Person, Person]:
    """Both files, locked in the order of their keys: two merges of the same two do not wait for each other."""
    rows = Person.objects.select_for_update(no_key=True).filter(pk__in=[kept.pk, gone.pk]).order_by("pk")
    found = {row.pk: row for row in rows}
    return found[kept.pk], found[gone.pk]


def _move(merge: Merge, relation: Relation, kept: Person, gone: Person) -> None:
    """Point the rows at the file that stays, and write each of them down. One whose place is taken stays."""
    before, after = _target(relation, gone), kept
    if before is not gone:
        after = _target(relation, kept)
    keys = list(_rows_to_move(relation, kept, gone).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), _AT_ONCE):
        some = keys[start : start + _AT_ONCE]
        moved = _point(relation, some, after)
        MovedRow.objects.bulk_create(
            MovedRow(
                merge=merge,
                model=relation.model._meta.label,
                field=relation.field,
                row=str(pk),
                before=before.pk,
            )
            for pk in moved
        )


def _point(relation: Relation, keys: list[Any], at: Any) -> list[Any]:
    """All at once; where one of them finds its place taken, one by one."""
    rows = relation.model._base_manager
    try:
        with transaction.atomic():
            rows.filter(pk__in=keys).update(**{relation.field: at})
        return keys
    except IntegrityError:
        moved = []
        for pk in keys:
            try:
                with transaction.atomic():
                    rows.filter(pk=pk).update(**{relation.field: at})
                moved.append(pk)
            except IntegrityError:
                continue
        return moved


def _put_back(merge: Merge) -> None:
    rows: dict[tuple[str, str, int], list[str]] = {}
    for row in merge.moved.order_by("pk"):
        rows.setdefault((row.model, row.field, row.before), []).append(row.row)
    for (label, field, before), keys in rows.items():
        model = apps.get_model(label)
        for start in range(0, len(keys), _AT_ONCE):
            try:
                with transaction.atomic():
                    model._base_manager.filter(pk__in=keys[start : start + _AT_ONCE]).update(
                        **{f"{field}_id": before}
                    )
            except IntegrityError as error:
                raise ValidationError(
                    _("Something new stands in the way: %(what)s. Please end it first.")
                    % {"what": model._meta.verbose_name},
                    code="taken",
                ) from error


def _fill(kept: Person, gone: Person, actor: User) -> list[str]:
    """What only the closed file knew. The numbers that are unique leave it."""
    filled = [name for name in _FILLED if getattr(gone, name) and not getattr(kept, name)]
    for name in filled:
        setattr(kept, name, getattr(gone, name))
    if gone.id_number_index and not kept.id_number_index:
        filled.append("id_number")
    if gone.user_id and not kept.user_id:
        filled.append("user_id")
    _hand_over(gone, kept, filled)
    spoken = set(kept.dialects.values_list("pk", flat=True))
    more = [pk for pk in gone.dialects.values_list("pk", flat=True) if pk not in spoken]
    kept.dialects.add(*more)
    kept._history_user = actor
    kept.save()
    return [*filled, *(f"dialect:{pk}" for pk in more)]


def _hand_over(giver: Person, taker: Person, filled: list[str]) -> None:
    """ID number and log-in, of which there is one each: out of one file first, then into the other."""
    number, index, user = giver.id_number, giver.id_number_index, giver.user_id
    if "id_number" in filled:
        giver.id_number, giver.id_number_index = "", None
    if "user_id" in filled:
        giver.user_id = None
    giver.save()
    if "id_number" in filled:
        taker.id_number, taker.id_number_index = number, index
    if "user_id" in filled:
        taker.user_id = user


def _empty(kept: Person, gone: Person, filled: list[str], actor: User) -> None:
    """Take out of the file that stays what came from the other, unless it was changed since."""
    kept._history_user = actor
    _hand_over(kept, gone, filled)
    gone.save()
    for name in set(filled) & set(_FILLED):
        # A birth date that the number gave stays in both: the number has gone back.
        if getattr(kept, name) == getattr(gone, name) and name != "region_id":
            setattr(kept, name, None if name == "birth_date" else "")
    kept.save()
    kept.dialects.remove(*(int(name.partition(":")[2]) for name in filled if name.startswith("dialect:")))
