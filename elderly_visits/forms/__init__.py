"""The shape of what people enter about visits, elders and concerns."""

from elderly_visits.forms.concern import CloseForm, HandOverForm, NoteForm, RaiseForm
from elderly_visits.forms.elder import AgreeForm, ContactForm, ElderForm, LeaveForm, WithdrawForm
from elderly_visits.forms.family import FamilyMessageForm
from elderly_visits.forms.report import ReportForm
from elderly_visits.forms.worker_report import WorkerReportForm

__all__ = [
    "AgreeForm",
    "CloseForm",
    "ContactForm",
    "ElderForm",
    "FamilyMessageForm",
    "HandOverForm",
    "LeaveForm",
    "NoteForm",
    "RaiseForm",
    "ReportForm",
    "WithdrawForm",
    "WorkerReportForm",
]
