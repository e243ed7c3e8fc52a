"""A few services asked for with time coins in the demonstration's community, one at each stage."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from common import phones
from elderly_visits.register.models import Elder
from people.logins.models import User
from people.mandates.models import Mandate
from people.persons.models import Person
from service_requests.errors import RequestError
from service_requests.models import ServiceRequest
from service_requests.services.ending import cancel
from service_requests.services.matching import agree_time, offer_to_volunteer
from service_requests.services.publishing import RequestDetails, publish
from service_requests.services.reviewing import approve, reject
from service_requests.services.settling import confirm, dispute
from timebank.care_registers import home_of
from timebank.ledger.enums import AccountKind, Reason, Unit
from timebank.ledger.models.accounts import Account
from timebank.ledger.services.accounts import personal
from timebank.ledger.services.transfers import transfer
from volunteers.registration.models.volunteer import Volunteer
from volunteers.tasks.services import assignments

_SERVED_MINUTES = 45
# Each is the same again when the demonstration is set up again.
_SPACE = uuid.UUID("6f1d3f0e-0f9b-4b5e-9d39-2f6d4c1b7a10")
_WISHES = (
    ("companionship", 60, "想有人陪着说说话，到小区里走一走"),
    ("housework", 120, "擦窗户、换床单，我够不着高处"),
    ("transport", 90, "去区医院复查，想有人陪着挂号"),
    ("meals", 60, "帮忙买菜做一顿饭"),
    ("repair", 60, "厨房水龙头滴水，请帮忙看看"),
    ("companionship", 60, "读读报纸，教我用手机看孙女照片"),
    ("culture", 90, "想去文化站听川戏，一个人不敢去"),
    ("other", 60, "请人打针换药"),
)


@transaction.atomic
def make_requests() -> None:
    """Make them once: on review, offered, agreed, to be confirmed, disputed, paid, refused, called off."""
    worker = User.objects.filter(phone=phones.demo_phone(1)).first()
    # What the worker wrote down on the telephone, the township reviews.
    officer = User.objects.filter(phone=phones.demo_phone(2)).first()
    daughter = User.objects.filter(phone=phones.demo_phone(14)).select_related("person").first()
    volunteer = Volunteer.objects.filter(person__user__phone=phones.demo_phone(11)).first()
    mandate = Mandate.objects.filter(agent__user=daughter, may_ask=True).select_related("principal").first()
    if worker is None or officer is None or daughter is None or volunteer is None or mandate is None:
        return
    hers = mandate.principal
    others = [
        elder.person
        for elder in Elder.objects.filter(region_id=hers.region_id, left_on=None, person__is_demo=True)
        .exclude(person=hers)
        .select_related("person__region")
        .order_by("pk")[:4]
    ]
    _give_coins(hers, 600)
    for person in others:
        _give_coins(person, 240)
    number = iter(range(len(_WISHES)))
    # The daughter's elder: what she can confirm, what is looked at, what she objected to, what is done.
    _wish(next(number), hers, daughter)
    _served(next(number), hers, daughter, worker, volunteer, lambda request: None)
    _served(
        next(number), hers, daughter, worker, volunteer,
        lambda request: dispute(request=request, actor=daughter, reason="说好一个半小时，只来了四十五分钟"),
    )  # fmt: skip
    _served(
        next(number), hers, daughter, worker, volunteer, lambda request: confirm(request=request, actor=daughter)
    )  # fmt: skip
    steps = (
        lambda request: _asked(request, officer, volunteer),
        lambda request: _agreed(request, officer, volunteer),
        lambda request: cancel(request=request, actor=worker, reason="家里来人了，这周不需要"),
        lambda request: reject(request=request, actor=officer, note="打针换药要请护士，志愿者不能做"),
    )
    for person, step in zip(others, steps, strict=False):
        if (request := _wish(next(number), person, worker, by_phone=True)) is not None:
            step(request)


def _give_coins(person: Person, minutes: int) -> None:
    """Coins that neighbours earned and gave: none is invented."""
    rich = Account.objects.filter(
        kind=AccountKind.PERSONAL, unit=Unit.COIN_MINUTES, person__is_demo=True, posted_credits__gte=120
    )
    for account in rich.exclude(person=person).order_by("-posted_credits", "pk")[:20]:
        given = min(minutes, account.available // 2)
        if given <= 0:
            continue
        transfer(
            key=f"demo:given:{person.pk}:{account.pk}",
            debit=account,
            credit=personal(person),
            amount=given,
            reason=Reason.DONATION,
            region=person.region,
        )
        minutes -= given
        if not minutes:
            return


def _wish(number: int, person: Person, actor: User, *, by_phone: bool = False) -> ServiceRequest | None:
    category, minutes, wish = _WISHES[number]
    today = timezone.localdate()
    home = home_of(person)
    assert person.region is not None
    try:
        return publish(
            uuid=uuid.uuid5(_SPACE, f"{person.pk}:{number}"),
            beneficiary=person,
            actor=actor,
            details=RequestDetails(
                category=category,
                minutes=minutes,
                wish=wish,
                first_day=today,
                last_day=today + timedelta(days=7),
                region=person.region,
                address=f"{home.address}{home.door}" if home else "示范路1号2栋1单元101室",
                agreed_note="上午来电，本人同意" if by_phone else "",
            ),
            by_phone=by_phone,
        )
    except RequestError:
        # A small demonstration has too few coins, or an elder who is not old enough: it shows fewer stages.
        return None


def _asked(request: ServiceRequest, worker: User, volunteer: Volunteer) -> Any:
    approve(request=request, actor=worker, description=f"{request.get_category_display()}，在老人家里")
    try:
        return offer_to_volunteer(request=request, volunteer=volunteer, actor=worker)
    except ValidationError:
        return request.task.assignments.active().first() if request.task else None


def _agreed(request: ServiceRequest, worker: User, volunteer: Volunteer) -> None:
    offer = _asked(request, worker, volunteer)
    if offer is None:
        return
    tomorrow = timezone.localdate() + timedelta(days=1)
    at = timezone.make_aware(datetime.combine(tomorrow, time(10)))
    try:
        agree_time(assignment=offer, actor=offer.volunteer.person.user, planned_for=at)
    except ValidationError:
        return


def _served(
    number: int,
    person: Person,
    actor: User,
    worker: User,
    volunteer: Volunteer,
    then: Callable[[ServiceRequest], object],
) -> None:
    """Served a while ago, entered by the worker; just after midnight there was no while ago today."""
    started_at = timezone.now() - timedelta(minutes=_SERVED_MINUTES + 5)
    if timezone.localdate(started_at) < timezone.localdate():
        return
    request = _wish(number, person, actor)
    if request is None:
        return
    _asked(request, worker, volunteer)
    request.refresh_from_db()
    assert request.task is not None
    try:
        assignments.record_on_behalf(
            task=request.task, volunteer=volunteer, actor=worker, started_at=started_at, minutes=_SERVED_MINUTES
        )  # fmt: skip
    except ValidationError:
        return
    request.refresh_from_db()
    then(request)
