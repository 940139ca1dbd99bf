"""Brings a simulated OLTP database to a later day: what changed in between, in one atomic step."""

from hospital.advancing.advance import Advanced, Hospital, advance

__all__ = ["Advanced", "Hospital", "advance"]
