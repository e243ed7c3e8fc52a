"""Relatives: named by one side, confirmed by the other or by a worker, ended by either."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from common.encryption import blind_index
from common.forms import by_field
from common.locking import locked
from common.phones import normalise_phone
from people.actors import Actor
from people.kinship.enums import KinDocument, KinProof, KinRelation
from people.kinship.models import Kinship
from people.logins.models import User
from people.persons.id_numbers import normalise_id_number
from people.persons.models import Person
from people.persons.services import clean_name, find_or_create_person
from people.signals import kinship_ended, kinship_proposed, kinship_verified

# Each of them may send a message to somebody: a family has fewer, and who tries out numbers comes to an end.
MOST_WAITING = 8


@transaction.atomic
def propose_kinship(
    *, person: Person, relation: str, name: str, phone: str = "", id_number: str = ""
) -> Kinship:
    """`person` says that somebody, named by full name and by phone or ID number, is their `relation`.

    The answer is the same whether or not there is a file of that name and number; the one who is named learns of it
    and confirms. The same proposal twice returns the first.

    Raises ValidationError, by field, for what cannot be a name, phone or ID number, when neither number is given, for
    oneself, and when `MOST_WAITING` proposals are waiting.
    """
    if relation not in KinRelation.values:
        raise ValidationError({"relation": _("Please say how the two of you are related.")})
    name = clean_name(name)
    phone = by_field("phone", normalise_phone, phone)
    number = by_field("id_number", normalise_id_number, id_number)
    if not (phone or number):
        raise ValidationError({"phone": _("Please give the phone or the ID number of your relative.")})
    index = blind_index(number) if number else ""
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    # To its author one that was declined counts as waiting, here too: the limit must not tell what became of it.
    said = Kinship.objects.filter(person=person, ended_at=None, verified_at=None)
    same = said.filter(relation=relation, named=name, named_phone=phone, named_id_index=index).first()
    if same is not None:
        return same
    if said.count() >= MOST_WAITING:
        raise ValidationError(
            _("Several relatives have not confirmed yet. Please wait for them, or withdraw one first.")
        )
    relative = _find(name, phone, index)
    if relative is not None and relative.pk == person.pk:
        raise ValidationError(_("That is you. Please enter your relative."), code="self")
    kinship = Kinship.objects.create(
        person=person,
        relative=relative,
        relation=relation,
        named=name,
        named_phone=phone,
        named_id_index=index,
    )
    if relative is not None:
        kinship_proposed.send(Kinship, kinship=kinship)
    return kinship


def _find(name: str, phone: str, index: str) -> Person | None:
    """The only living person of this name with this number; a number of somebody else's finds nobody."""
    number = Q(id_number_index=index) if index else Q(phone=phone)
    found = list(Person.objects.filter(number, name=name, died_on=None, merged_into=None)[:2])
    return found[0] if len(found) == 1 else None


@transaction.atomic
def confirm_kinship(*, kinship: Kinship, actor: User) -> Kinship:
    """The one who was named says yes. Twice is as good as once.

    Raises ValidationError for anybody else, and for what was taken back meanwhile.
    """
    current = locked_kinship(kinship)
    if current.relative is None or current.relative.user_id is None or current.relative.user_id != actor.pk:
        raise ValidationError(_("Only the relative named can confirm this."), code="other")
    return _verify(current, actor, KinProof.RELATIVE)


@transaction.atomic
def verify_kinship(
    *,
    kinship: Kinship,
    actor: User,
    document: str,
    phone: str = "",
    id_number: str = "",
) -> Kinship:
    """A worker saw the document that proves it. Without a file of the relative, one is found or made by `id_number`.

    Raises ValidationError for the worker's own family, without a known document, or when the ID number is missing or
    belongs to somebody of another name.
    """
    current = locked_kinship(kinship)
    if current.is_verified:
        return current
    if document not in KinDocument.values:
        raise ValidationError({"document": _("Please say which document you saw.")})
    if current.relative is None:
        if not id_number:
            raise ValidationError(
                {"id_number": _("Please enter the relative's ID number from the document.")}
            )
        relative, _new = find_or_create_person(
            name=current.named, phone=phone, id_number=id_number, region=current.person.region
        )
        if relative.pk == current.person_id:
            raise ValidationError(
                {"id_number": _("This is the ID number of the person who named the relative.")}
            )
        current.relative = relative
    if actor.pk in (current.person.user_id, current.relative.user_id):
        raise ValidationError(
            _("You cannot confirm your own relatives here. Please ask a colleague."), code="own"
        )
    current.document = document
    return _verify(current, actor, KinProof.WORKER)


@transaction.atomic
def decline_kinship(*, kinship: Kinship, actor: Actor) -> Kinship:
    """The relative, or a worker, says no. The one who named them is not told: to them it goes on waiting."""
    current = locked_kinship(kinship)
    if current.is_verified:
        raise ValidationError(_("This has already been confirmed. It can be ended."), code="verified")
    if current.declined_at is None and current.ended_at is None:
        current.declined_at, current.declined_by = timezone.now(), actor
        current.save()
    return current


@transaction.atomic
def end_kinship(*, kinship: Kinship, actor: Actor) -> Kinship:
    """Either side, or a worker, ends it or takes the proposal back. Twice is as good as once."""
    current = locked_kinship(kinship)
    if current.ended_at is None:
        current.ended_at, current.ended_by = timezone.now(), actor
        _forget(current)
        current.save()
        if current.verified_at is not None:
            kinship_ended.send(Kinship, kinship=current, actor=actor)
    return current


def locked_kinship(kinship: Kinship) -> Kinship:
    """As it stands, with both people, until the transaction ends."""
    return locked(kinship, "person", "relative")


def _verify(current: Kinship, actor: Actor, proof: KinProof) -> Kinship:
    if current.is_verified:
        return current
    if current.ended_at is not None or (current.declined_at is not None and proof != KinProof.WORKER):
        raise ValidationError(_("This no longer needs an answer."), code="over")
    # Declined by mistake, then proved by a document.
    current.declined_at = current.declined_by = None
    current.verified_at, current.verified_by, current.proof = timezone.now(), actor, proof
    _forget(current)
    try:
        with transaction.atomic():
            current.save()
    except IntegrityError as error:
        raise ValidationError(_("The two are already recorded as relatives."), code="twice") from error
    kinship_verified.send(Kinship, kinship=current, actor=actor)
    return current


def _forget(current: Kinship) -> None:
    current.named_phone = current.named_id_index = ""
