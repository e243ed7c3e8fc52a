"""Which object an address is about: the newest that somebody may see, of the database as it stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet
from django.utils import timezone

from bench.pages.addresses import Address
from elderly_visits.concerns.models import Concern
from elderly_visits.register.models import Elder
from elderly_visits.visits.models.report import VisitReport
from elderly_visits.visits.models.visit import Visit
from facilities.models import Facility, FacilityCorrection
from notifications.models import Message
from organizations.models import SocialOrganization
from people.consents.models import Consent
from people.deaths.models import DeathNotice
from people.kinship.models import Kinship
from people.logins.models import PhoneChange
from people.mandates.models import Mandate
from people.merging.models import Merge
from people.persons.models import Person
from people.roles.models import RoleGrant
from platform_site.models import RosterImport
from policies.registry import DECLARATIONS
from regions.enums import Level
from regions.models import Region
from service_requests.models import ServiceRequest
from timebank.certificates.models import Certificate
from timebank.earning.models import StarAward, StarObjection
from timebank.giving.models.earmarks import Earmark
from timebank.ledger.models.records import ServiceRecord
from timebank.ledger.models.settlements import Settlement
from timebank.oversight.models.holds import CreditHold
from timebank.oversight.models.samples import PhoneCall, PhoneSample
from timebank.oversight.models.suspicions import Suspicion
from timebank.rewards.models.offers import Offer, Voucher
from timebank.rewards.models.partners import Partner, PartnerStaff
from visit_planning.plan.models.plan import Closure, VisitPlan
from visit_planning.repair.models import Repair
from visit_planning.stand_ins.models import StandInSearch
from volunteers.days.models.absence import Absence
from volunteers.days.models.calendar_feed import CalendarFeed
from volunteers.projects.models import Project
from volunteers.registration.models.team import Team
from volunteers.registration.models.volunteer import Volunteer
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.models.task import Task
from volunteers.tasks.models.verified_together import VerifiedTogether

# Parameter → the attribute that fills it, where it is called otherwise.
Filled = dict[str, str]
Kind = tuple[Callable[[], QuerySet[Any]], Filled]


def _of(model: type[Model], /, where: dict[str, Any] | None = None, **filled: str) -> Kind:
    return lambda: model._default_manager.filter(**(where or {})), filled


_VISIT_OFFER = _of(Assignment, {"task__kind": "visit"})
_SHIFT = _of(Task, {"kind": "shift"})
# Space and names of addresses (or * for the rest of the space) → what they are about. Lists of a model
# (`<app>_<model>:…`) need no entry.
KINDS: dict[str, Kind] = {
    "elderly_visits:visit agree check_in call_back draft report check_out": _VISIT_OFFER,
    "elderly_visits:family_message": _of(Elder),
    "visit_planning_workbench:dispatch_visit ask call_off match_again stand_ins_start": _of(Visit),
    "visit_planning_workbench:plan plan_publish plan_discard plan_stop": _of(VisitPlan),
    "visit_planning_workbench:stand_ins_stop": _of(StandInSearch, pk="visit_id", search="pk"),
    "visit_planning_workbench:repair": _of(Repair),
    "visit_planning_workbench:open_again": _of(Closure),
    "visit_planning_workbench:take_back said_yes": _of(
        Assignment, {"task__kind": "visit"}, pk="task.visit.pk", assignment="pk"
    ),
    "visit_planning_workbench:recruiting_notice": _of(Region, {"level": Level.COMMUNITY}),
    "elderly_visits_workbench:report": _of(Visit),
    "elderly_visits_workbench:decide_report": _of(VisitReport),
    "elderly_visits_workbench:concern": _of(Concern),
    "elderly_visits_workbench:*": _of(Elder),
    "service_requests:serve agree check_in": _of(Assignment, {"task__kind": "request"}),
    "service_requests:take": _of(Task, {"kind": "request"}),
    "service_requests:*": _of(ServiceRequest),
    "service_requests_workbench:request": _of(ServiceRequest),
    "service_requests_workbench:ask": _of(Elder, pk="person_id"),
    "service_requests_workbench:of_person": _of(Elder, pk="person_id"),
    "volunteers_workbench:verify service reopen": _of(Assignment),
    "volunteers_workbench:together_result": _of(VerifiedTogether),
    "volunteers_workbench:review_team": _of(Team),
    "volunteers_workbench:review_project end_project": _of(Project),
    "volunteers_workbench:back": _of(Absence),
    "volunteers_workbench:*": _of(Volunteer),
    "volunteers:take": _of(Task, {"kind": "visit"}),
    "volunteers:back": _of(Absence),
    "volunteers:feed": _of(CalendarFeed),
    "volunteers:team team_join team_leave": _of(Team),
    "volunteers:project project_manage project_change project_submit project_close": _of(Project),
    "volunteers:sign_up shift_cancel": _SHIFT,
    "volunteers:*": _of(Assignment),
    "facilities:*": _of(Facility),
    "facilities_workbench:handle": _of(FacilityCorrection),
    "facilities_workbench:*": _of(Facility),
    "organizations:*": _of(SocialOrganization),
    "organizations_workbench:*": _of(SocialOrganization),
    "timebank:offer order": _of(Offer),
    "timebank:offer_change offer_state": _of(Offer, uuid="partner.uuid", offer="uuid"),
    "timebank:voucher give_back till_voucher": _of(Voucher),
    "timebank:answer_invitation": _of(PartnerStaff),
    "timebank:end_staff": _of(PartnerStaff, uuid="partner.uuid"),
    "timebank:partner partner_change taken_csv invite offer_new": _of(Partner),
    "timebank:certificate_file": _of(Certificate, key="uuid"),
    "timebank:honour_county": _of(Region, {"level": Level.COUNTY}),
    "timebank:object_to": _of(StarAward),
    "timebank_objections:one": _of(StarObjection),
    "timebank_oversight:place_hold": _of(ServiceRecord),
    "timebank_oversight:hold": _of(CreditHold),
    "timebank_oversight:suspicion": _of(Suspicion),
    "timebank_oversight:sample": _of(PhoneSample),
    "timebank_oversight:call": _of(PhoneCall),
    "timebank_partners:*": _of(Partner),
    "timebank_workbench:pool": _of(Region, {"level": Level.COUNTY}),
    "timebank_workbench:earmark": _of(Earmark),
    "timebank_workbench:settlement": _of(Settlement),
    "timebank_workbench:account": _of(Volunteer, pk="person_id"),
    "timebank_workbench:settle": _of(Elder, pk="person_id"),
    "timebank_workbench:revoke_certificate": _of(Certificate),
    "verify:certificate": _of(Certificate),
    "notifications:open": _of(Message),
    "notifications_workbench:retry": _of(Message),
    "people:relative": _of(Kinship),
    "people:end_mandate": _of(Mandate),
    "people:withdraw_consent": _of(Consent),
    "people_workbench:kinship": _of(Kinship),
    "people_workbench:end_consent": _of(Consent),
    "people_workbench:check_mandate_number confirm_mandate end_mandate": _of(Mandate),
    "people_workbench:mandate_slip mandate_uses renew_mandate": _of(Mandate),
    "people_workbench:end_role reset_second_factor": _of(RoleGrant),
    "people_workbench:death": _of(DeathNotice),
    "people_workbench:merge": _of(Merge),
    "people_workbench:phone_change": _of(PhoneChange),
    "people_workbench:*": _of(Person),
    "rosters:*": _of(RosterImport),
}


def kwargs_of(address: Address, user: Any) -> dict[str, Any] | None:
    """What fills the parameters of an address for somebody; None where the database has nothing for it."""
    if not address.parameters:
        return {}
    if address.name.startswith("dashboard:indicator"):
        return {"key": "care_coverage_elders"}
    if address.parameters == ("key",) and address.name.startswith("policies_workbench:"):
        return {"key": sorted(DECLARATIONS)[0]}
    if address.name == "rosters:form":
        return {"kind": "elders"}
    if "day" in address.parameters and len(address.parameters) == 1:
        return {"day": timezone.localdate().isoformat()}
    kind = kind_of(address)
    if kind is None:
        return None
    rows, filled = kind
    found = _newest(rows(), user)
    if found is None:
        return None
    values = {}
    for name in address.parameters:
        if name == "day":
            values[name] = timezone.localdate().isoformat()
            continue
        value: Any = found
        for step in filled.get(name, name).split("."):
            value = getattr(value, step)
        values[name] = value
    return values


def kind_of(address: Address) -> Kind | None:
    space, short = address.name.split(":")
    for key, kind in KINDS.items():
        own_space, names = key.split(":")
        if own_space == space and (short in names.split() or names == "*"):
            return kind
    app, _, model = space.rpartition("_")
    try:
        return _of(apps.get_model(app, model))
    except LookupError:
        return None


def _newest(rows: QuerySet[Any], user: Any) -> Any:
    """The newest row that the user may see; where there is none, the newest of all, which the page then refuses."""
    if user.is_authenticated and hasattr(rows, "visible_to"):
        seen = rows.visible_to(user).order_by("-pk").first()
        if seen is not None:
            return seen
    return rows.order_by("-pk").first()
