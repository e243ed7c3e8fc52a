"""The shape of what people enter about visits, elders and concerns."""

from elderly_visits.forms.report import ReportForm

__all__ = ["ReportForm"]
