"""Every address of the site, walked by the named cast: nobody meets an error, and nobody sees what is not theirs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bench.pages.addresses import Address, our_addresses
from elderly_visits.concerns.models import Concern
from elderly_visits.register.models import Elder
from elderly_visits.visits.models.report import VisitReport
from elderly_visits.visits.models.visit import Visit
from facilities.models import Facility, FacilityCorrection
from notifications.models import Message
from organizations.models import OrganizationMember, SocialOrganization
from people.consents.models import Consent
from people.kinship.models import Kinship
from people.mandates.models import Mandate
from people.persons.models import Person
from people.roles.models import RoleGrant
from platform_site.models import RosterImport
from policies.registry import DECLARATIONS
from service_requests.models import ServiceRequest
from service_requests.services.publishing import publish
from service_requests.services.reviewing import approve
from tests.service_requests.conftest import give_coins, wished
from timebank.certificates.services.lifecycle import issue_certificate
from timebank.earning.models import StarAward, StarObjection
from timebank.giving.models.earmarks import Earmark
from timebank.ledger.enums import Unit
from timebank.ledger.models.accounts import Account
from timebank.ledger.models.records import ServiceRecord
from timebank.ledger.models.settlements import Settlement
from timebank.ledger.models.transfers import Transfer
from timebank.ledger.services.accounts import issuing, personal
from timebank.ledger.services.transfers import transfer
from timebank.oversight.models.samples import PhoneCall, PhoneSample
from timebank.oversight.models.suspicions import Suspicion
from timebank.oversight.services.holds import hold_credit
from timebank.rewards.models.offers import Offer, Voucher
from timebank.rewards.models.partners import Partner
from timebank.rewards.services.offers import create_offer, publish_offer
from timebank.rewards.services.partners import invite_staff, register_partner
from timebank.rewards.services.vouchers import order_voucher
from visit_planning.plan.models.plan import Closure, VisitPlan
from visit_planning.repair.models import Repair
from visit_planning.stand_ins.models import StandInSearch
from volunteers.days.models.absence import Absence
from volunteers.days.services.calendars import open_calendar
from volunteers.projects.models import Project
from volunteers.registration.models.team import Team, TeamMember
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.models.verified_together import VerifiedTogether
from volunteers.tasks.services import assignments
from workbench.roles import Role

# Who has no log-in reaches these, and nothing else of ours.
PUBLIC = {
    "health", "health_installation",
    "set_language", "elder_mode", "after_login", "workbench_gate", "regions:options", "facilities:finder",
    "facilities:points", "facilities:outlines", "facilities:detail", "facilities:report", "organizations:list",
    "organizations:detail", "volunteers:teams", "volunteers:team", "volunteers:projects", "volunteers:project",
    "timebank:notice", "timebank:offers", "timebank:offer",
    "timebank:honour", "timebank:honour_county", "verify:start", "verify:number", "verify:file",
    "verify:certificate",
    "timebank:object_to",
    # Programs that show a calendar log in nowhere: the address is the secret.
    "volunteers:feed",
}  # fmt: skip
# Pages of one's own that need no object: they answer for whoever is logged in.
OWN = {
    "volunteers:home", "volunteers:days", "volunteers:plan", "volunteers:propose", "volunteers:agree_on_drafts",
    "volunteers:discard_drafts", "volunteers:calendar", "volunteers:sheet", "volunteers:history", "volunteers:join",
    "volunteers:profile", "volunteers:stop", "volunteers:away",
    "timebank:give", "timebank:arrangements", "people:relatives",
    "volunteers:team_new", "volunteers:project_new", "organizations:mine", "organizations:register", "timebank:home",
    "timebank:vouchers", "timebank:till", "timebank:partner_new",
    # What is on offer may be ordered by everybody.
    "timebank:order",
    "timebank:certificates", "timebank:print", "timebank:records", "timebank:honour_switch",
    "elderly_visits:family", "elderly_visits:door", "service_requests:mine", "service_requests:ask",
    # What elders ask for shows its community to every volunteer, and nothing else.
    "service_requests:open", "service_requests:take",
    # A published shift and an approved team are open to every volunteer.
    "volunteers:sign_up", "volunteers:team_join", "volunteers:team_leave",
    # What is free nearby shows its community to volunteers who may do it, and nothing else; others are sent back.
    "volunteers:near", "volunteers:take",
}  # fmt: skip
# The register of care points is public knowledge; the workbench shows it to all staff.
OPEN_TO_STAFF = {
    # About whoever asks: another region is not found.
    "dashboard:indicator", "dashboard:indicator_rows",
    "facilities_facility:inspect", "facilities_facility:history", "policies_workbench:rule",
    # What lies in a county's pool is known to all its workers; whom it helped each sees of the own region alone.
    "timebank_workbench:pool",
    "policies_workbench:compare",
    # A sheet of one's own round, empty for who plans none.
    "elderly_visits_workbench:own_sheet",
    # An empty form with the places of whoever asks for it.
    "rosters:form",
}  # fmt: skip


@pytest.fixture
def world(
    volunteer: Any,
    task: Any,
    community: Any,
    county: Any,
    worker: Any,
    officer: Any,
    resident: Any,
    make_volunteer: Callable[..., Any],
    make_task: Callable[..., Any],
) -> dict[str, Any]:
    """One of everything in the worker's community, and which object each address is about."""
    elder_person = Person.objects.create(
        name="老人甲", birth_date=timezone.localdate() - timedelta(days=30_000), region=community
    )
    elder = Elder.objects.create(
        person=elder_person, region=community, living_alone=True, worker=worker, door_code="123456"
    )
    consent = Consent.objects.create(
        person=elder_person, purpose="visits", method="written", given_on=timezone.localdate()
    )
    mandate = Mandate.objects.create(
        principal=elder_person, agent=make_volunteer("女儿").person, relation="女儿"
    )
    visit = Visit.objects.create(
        elder=elder, task=task, month=timezone.localdate().replace(day=1), ordinal=1, tier="high"
    )
    offer = assignments.offer(task=task, volunteer=volunteer)
    done_task = make_task(kind="shift")
    done = assignments.offer(task=done_task, volunteer=volunteer)
    done = assignments.accept(assignment=done, actor=volunteer.person.user)
    done = assignments.check_in(assignment=done, actor=volunteer.person.user, code="123456")
    done = assignments.check_out(assignment=done, actor=volunteer.person.user)
    assignments.verify(assignment=done, actor=worker)
    report = VisitReport.objects.create(visit=visit, author=volunteer.person.user, assignment=offer)
    search = StandInSearch.objects.create(visit=visit)
    repair = Repair.objects.create(cause="by_worker", month=visit.month, region=community)
    plan = VisitPlan.objects.create(month=date(2026, 11, 1), region=community, fingerprint="0" * 64)
    closure = Closure.objects.create(
        region=community, first_day=timezone.localdate(), last_day=timezone.localdate(), why="x"
    )
    absence = Absence.objects.create(
        volunteer=volunteer, first_day=timezone.localdate(), last_day=timezone.localdate()
    )
    concern = Concern.objects.create(
        elder=elder, kind="health", severity="routine", text="x", owner=worker, due_at=timezone.now()
    )
    organization = SocialOrganization.objects.create(
        name="会", region=community, kind="charity", tier="community_guided", state="approved"
    )
    OrganizationMember.objects.create(organization=organization, person=resident.person, role="manager")
    hidden = SocialOrganization.objects.create(
        name="待审会", region=community, kind="charity", tier="community_guided"
    )
    project = Project.objects.create(
        title="项目",
        description="x",
        category="meals",
        region=community,
        organization=organization,
        state="published",
    )
    tomorrow = timezone.now() + timedelta(days=1)
    shift = make_task(kind="shift", project=project, starts_at=tomorrow, ends_at=tomorrow + timedelta(hours=1),
                      starts_on=timezone.localdate(timezone.now() + timedelta(days=1)))  # fmt: skip
    attending = assignments.sign_up(task=shift, volunteer=volunteer, actor=volunteer.person.user)
    team = Team.objects.create(name="队", region=community, leader=volunteer, state="approved")
    TeamMember.objects.create(team=team, volunteer=volunteer)
    facility = Facility.objects.create(name="助餐点", type="meal_site", region=community)
    correction = FacilityCorrection.objects.create(facility=facility, text="电话错了")
    give_coins(elder_person, 100)
    asked = publish(
        uuid=uuid4(), beneficiary=elder_person, actor=worker, by_phone=True,
        details=wished(community, agreed_note="x"),
    )  # fmt: skip
    asked = approve(request=asked, actor=officer, description="散步")
    serving = asked.task.assignments.get(volunteer=volunteer)
    keeper = make_volunteer("店主").person
    shop = register_partner(person=keeper, name="店", kind="shop", region=community, address="x")
    Partner.objects.update(state="approved")
    create_offer(partner=shop, actor=keeper.user, title="米", kind="goods", price_points=1)
    offered = publish_offer(offer=Offer.objects.get(), actor=keeper.user)
    transfer(
        key="points",
        debit=issuing(community, Unit.POINTS),
        credit=personal(volunteer.person, Unit.POINTS),
        amount=10,
    )
    voucher = order_voucher(offer=offered, person=volunteer.person, order=uuid4())
    invited = invite_staff(partner=shop, actor=keeper.user, name="店员", phone="+8610099999999")
    message = Message.objects.create(person=volunteer.person, kind="change", subject="s", body="b", key="k")
    kinship = Kinship.objects.create(
        person=elder_person, relative=volunteer.person, relation="child", named=volunteer.person.name
    )
    settlement = Settlement.objects.create(
        person=elder_person, region=community, cause="departure", settled_by=worker
    )
    earmark = Earmark.objects.create(
        transfer=Transfer.objects.order_by("pk")[0],
        donor=volunteer.person,
        region=community,
        county_id="511702000000",
        minutes=30,
    )
    certificate = issue_certificate(
        person=volunteer.person, key="certificate", issued_by=volunteer.person.user
    )
    today = timezone.localdate()
    record = ServiceRecord.objects.order_by("pk")[0]
    award = StarAward.objects.create(
        person=record.person,
        level=3,
        threshold_minutes=1,
        certified_minutes=1,
        service_record=record,
        region=community,
        notice_from=today,
        notice_until=today,
        effective_on=today + timedelta(days=1),
    )
    objection = StarObjection.objects.create(award=award, text="那天不在")
    record = ServiceRecord.objects.order_by("pk")[0]
    hold = hold_credit(record=record, actor=officer, reason="x", contact="x")
    suspicion = Suspicion.objects.create(
        key="k", kind="phone_check", region=community, figures={"day": "2026-03-05"}
    )
    sample = PhoneSample.objects.create(
        county=community.parent.parent,
        month="2026-03-01",
        seed="x",
        population=1,
        nobody_to_call=0,
        verifiers=1,
    )
    call = PhoneCall.objects.create(sample=sample, record=record, served=elder_person)
    objects: dict[str, Any] = {
        "timebank_oversight:place_hold": {"uuid": record.uuid},
        "timebank_oversight:hold": {"uuid": hold.uuid},
        "timebank_oversight:suspicion": {"uuid": suspicion.uuid},
        "timebank_oversight:sample": {"uuid": sample.uuid},
        "timebank_oversight:call": {"uuid": call.uuid},
        "elderly_visits:visit agree check_in call_back draft report check_out": {"uuid": offer.uuid},
        "elderly_visits:family_message": {"pk": elder.pk},
        "visit_planning_workbench:dispatch_visit ask call_off": {"pk": visit.pk},
        "visit_planning_workbench:plan plan_publish plan_discard plan_stop": {"pk": plan.pk},
        "elderly_visits_workbench:report": {"pk": visit.pk},
        "visit_planning_workbench:match_again stand_ins_start": {"pk": visit.pk},
        "visit_planning_workbench:stand_ins_stop": {"pk": visit.pk, "search": search.pk},
        "visit_planning_workbench:repair": {"pk": repair.pk},
        "visit_planning_workbench:open_again": {"pk": closure.pk},
        "visit_planning_workbench:take_back said_yes": {"pk": visit.pk, "assignment": offer.pk},
        "elderly_visits_workbench:concern": {"pk": concern.pk},
        "visit_planning_workbench:recruiting_notice": {"code": community.pk},
        "elderly_visits_workbench:own_sheet": {"day": tomorrow.date().isoformat()},
        "elderly_visits_workbench:*": {"pk": elder.pk},
        "elderly_visits_elder:*": {"pk": elder.pk},
        "elderly_visits_visitreport:*": {"pk": report.pk},
        "service_requests:serve agree check_in": {"uuid": serving.uuid},
        "service_requests:take": {"uuid": asked.task.uuid},
        "service_requests:request confirm dispute cancel no_show": {"uuid": asked.uuid},
        "service_requests_workbench:request": {"uuid": asked.uuid},
        "service_requests_workbench:ask of_person": {"pk": elder_person.pk},
        "volunteers_workbench:verify service reopen": {"pk": offer.pk},
        "volunteers_workbench:together_result": {"key": VerifiedTogether.objects.create(actor=worker).key},
        "volunteers_workbench:suspend take_back qualify": {"pk": volunteer.pk},
        "volunteers_workbench:away": {"pk": volunteer.pk},
        "volunteers_workbench:back": {"pk": absence.pk},
        "volunteers:back": {"pk": absence.pk},
        "volunteers_workbench:review_volunteer": {"pk": volunteer.pk},
        "volunteers_workbench:review_team": {"pk": team.pk},
        "volunteers_workbench:review_project end_project": {"pk": project.pk},
        "volunteers_volunteer:*": {"pk": volunteer.pk},
        "volunteers_team:*": {"pk": team.pk},
        "volunteers_project:*": {"pk": project.pk},
        "volunteers:take": {"uuid": offer.task.uuid},
        "volunteers:assignment accept decline withdraw check_in check_out": {"uuid": offer.uuid},
        "volunteers:change_draft event": {"uuid": offer.uuid},
        "volunteers:sheet": {"day": tomorrow.date().isoformat()},
        "volunteers:feed": {"secret": open_calendar(person=volunteer.person).secret},
        "volunteers_workbench:round_plan": {"pk": volunteer.pk},
        "volunteers_workbench:sheet": {"pk": volunteer.pk, "day": attending.planned_for.date().isoformat()},
        "volunteers:team team_join team_leave": {"pk": team.pk},
        "volunteers:project project_manage project_change project_submit project_close": {
            "uuid": project.uuid
        },
        "volunteers:sign_up shift_cancel": {"uuid": shift.uuid},
        "volunteers:attendance": {"uuid": attending.uuid},
        "facilities:detail report": {"pk": facility.pk},
        "facilities_workbench:handle": {"pk": correction.pk},
        "facilities_workbench:*": {"pk": facility.pk},
        "facilities_facility:*": {"pk": facility.pk},
        "organizations:detail": {"pk": organization.pk},
        "organizations:change partner": {"pk": organization.pk},
        "organizations_workbench:decide close suspend lift": {"pk": hidden.pk},
        "organizations_socialorganization:*": {"pk": organization.pk},
        "timebank_workbench:pool": {"code": "511702000000"},
        "timebank_workbench:earmark": {"pk": earmark.pk},
        "timebank_workbench:settlement": {"pk": settlement.pk},
        "timebank_workbench:account": {"pk": elder_person.pk},
        "timebank_workbench:settle": {"pk": elder_person.pk},
        "timebank:offer order": {"uuid": offered.uuid},
        "timebank:voucher give_back": {"uuid": voucher.uuid},
        "timebank:till_voucher": {"secret": voucher.secret},
        "timebank:answer_invitation": {"pk": invited.pk},
        "timebank:partner partner_change taken_csv invite offer_new": {"uuid": shop.uuid},
        "timebank:end_staff": {"uuid": shop.uuid, "pk": invited.pk},
        "timebank:offer_change offer_state": {"uuid": shop.uuid, "offer": offered.uuid},
        "timebank_partners:decide suspend": {"pk": shop.pk},
        "timebank_partner:*": {"pk": shop.pk},
        "timebank_offer:*": {"pk": offered.pk},
        "timebank_voucher:*": {"pk": voucher.pk},
        "timebank_servicerecord:*": {"pk": ServiceRecord.objects.order_by("pk")[0].pk},
        "timebank_certificate:*": {"pk": certificate.pk},
        "timebank_workbench:revoke_certificate": {"pk": certificate.pk},
        "timebank:certificate_file": {"key": certificate.uuid},
        "timebank:honour_county": {"code": county.pk},
        "verify:certificate": {"token": certificate.token},
        "timebank_transfer:*": {"pk": Transfer.objects.order_by("pk")[0].pk},
        "timebank:object_to": {"pk": award.pk},
        "timebank_objections:one": {"pk": objection.pk},
        "notifications:*": {"pk": message.pk},
        "notifications_workbench:*": {"pk": message.pk},
        "notifications_message:*": {"pk": message.pk},
        "people_workbench:kinship": {"pk": kinship.pk},
        "people:relative": {"uuid": kinship.uuid},
        "dashboard:indicator indicator_rows": {"key": "volunteers"},
        "policies_workbench:rule compare": {"key": sorted(DECLARATIONS)[0]},
        "people_workbench:end_consent": {"pk": consent.pk},
        "people_workbench:end_mandate": {"pk": mandate.pk},
        "people_workbench:end_role reset_second_factor": {"pk": RoleGrant.objects.get(user=worker).pk},
        "people_workbench:*": {"pk": elder_person.pk},
        "people_person:*": {"pk": elder_person.pk},
        "people_rolegrant:*": {"pk": RoleGrant.objects.get(user=worker).pk},
        "people_consent:*": {"pk": consent.pk},
        "people_mandate:*": {"pk": mandate.pk},
        "people:*": {"pk": consent.pk},
        "rosters:form": {"kind": "elders"},
        "rosters:*": {
            "uuid": RosterImport.objects.create(user=worker, file_name="list.csv", state="done").uuid
        },
    }
    return objects


def filled(address: Address, world: dict[str, Any]) -> str:
    """The address of the object it is about. An address this walk has no object for fails it: give it one above."""
    if not address.parameters:
        return reverse(address.name)
    space, short = address.name.split(":")
    for key, values in world.items():
        own_space, names = key.split(":")
        if own_space == space and (short in names.split() or names == "*"):
            return reverse(address.name, kwargs={name: values[name] for name in address.parameters})
    raise AssertionError(f"{address.name}{address.parameters}: no object for it in the world of this test")


def answers(client: Client, address: Address, world: dict[str, Any]) -> list[tuple[str, int, str]]:
    """How an address answers to a GET and to an empty POST: method, status, where it leads."""
    found = []
    for method in ("get", "post"):
        response = getattr(client, method)(filled(address, world))
        found.append((method, response.status_code, response.get("Location", "")))
    return found


def test_a_stranger_sees_only_what_is_public(world):
    wrong = []
    for address in our_addresses():
        if address.name in PUBLIC:
            continue
        for method, status, location in answers(Client(), address, world):
            led_to_login = status == 302 and (
                "/accounts/login/" in location or "/workbench/login/" in location
            )
            if not (led_to_login or status in (403, 404, 405)):
                wrong.append((address.name, method, status, location))
    assert wrong == []


def test_a_resident_never_enters_the_workbench(world, log_in, make_user):
    client = log_in(make_user("外人"))
    wrong = []
    for address in our_addresses():
        if not filled(address, world).startswith("/workbench/") or address.name == "workbench_gate":
            continue
        for method, status, location in answers(client, address, world):
            gate = status == 302 and location.startswith("/workbench/login/")
            if not (gate or status in (403, 404, 405)):
                wrong.append((address.name, method, status, location))
    assert wrong == []


def test_another_volunteer_reaches_nothing_that_is_about_somebody_else(world, log_in, make_volunteer):
    client = log_in(make_volunteer("别的志愿者").person.user)
    wrong = []
    for address in our_addresses():
        if address.name in PUBLIC | OWN or not address.parameters:
            continue
        for method, status, location in answers(client, address, world):
            gate = status == 302 and location.startswith("/workbench/login/")
            if not (gate or status in (403, 404, 405)):
                wrong.append((address.name, method, status, location))
    assert wrong == []


@pytest.mark.parametrize("role", ["worker_next_door", "manager_next_door"])
def test_staff_next_door_reach_nobody_elses_files(role, world, log_in, request):
    client = log_in(request.getfixturevalue(role))
    wrong = []
    for address in our_addresses():
        if address.name in PUBLIC | OWN | OPEN_TO_STAFF or not address.parameters:
            continue
        for method, status, location in answers(client, address, world):
            refused = status == 302 and location in ("/workbench/", "/workbench/login/")
            if not (refused or status in (403, 404, 405)):
                wrong.append((address.name, method, status, location))
    assert wrong == []


def everything_on_file() -> list[Any]:
    """What a step in the workbench could change."""
    return [
        list(model.objects.order_by("pk").values())
        for model in (Elder, Concern, Visit, VisitReport, Consent, Mandate, RoleGrant, Project, Team,
                      SocialOrganization, Facility, FacilityCorrection, Assignment, Person, Kinship, Settlement,
                      Earmark, Account, Partner, Offer, Voucher,
                      ServiceRequest)
    ]  # fmt: skip


def test_an_auditor_looks_and_changes_nothing(world, log_in, auditor):
    client = log_in(auditor)
    before = everything_on_file()
    for address in our_addresses():
        if filled(address, world).startswith("/workbench/") and address.parameters:
            assert client.post(filled(address, world)).status_code < 500, address.name
    assert everything_on_file() == before


def test_the_worker_of_the_community_reaches_the_files_that_the_others_do_not(world, log_in, worker):
    client = log_in(worker)
    for name in ("elderly_visits_elder:inspect", "elderly_visits_workbench:concern", "elderly_visits_workbench:report",
                 "visit_planning_workbench:dispatch_visit", "volunteers_volunteer:inspect",
                 "people_person:inspect"):  # fmt: skip
        (address,) = [item for item in our_addresses() if item.name == name]
        assert client.get(filled(address, world)).status_code == 200, name


def test_an_officer_without_a_second_factor_is_led_to_set_one_up(officer):
    client = Client()
    client.force_login(officer, backend="allauth.account.auth_backends.AuthenticationBackend")
    for path in ("/workbench/", "/workbench/elderly_visits/elder/", "/me/", "/volunteer/"):
        response = client.get(path)
        assert response.status_code == 302
        assert "/accounts/2fa/" in response["Location"], path


def test_a_role_that_has_ended_opens_nothing(world, log_in, make_user, community):
    former = make_user("前网格员", Role.COMMUNITY_WORKER, community)
    former.role_grants.update(
        valid_from=timezone.localdate() - timedelta(days=9),
        valid_until=timezone.localdate() - timedelta(days=1),
    )
    client = log_in(type(former).objects.get(pk=former.pk))
    assert client.get("/workbench/elderly_visits/elder/").status_code in (302, 403)
