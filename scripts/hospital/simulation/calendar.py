"""When things happen: simulated years of 365 days, seasons, weekdays and hours.

Year k of 1 and more is [start + 365 (k - 1), start + 365 k). Year 0 is the warm-up: the
`WARM_UP_DAYS` before the start, whose emergency visits and stays are simulated so that the first
day finds the wards full. Whole years are simulated and cut at the as-of date afterwards, so that
nothing before a date depends on it. Instants are whole seconds since 1970.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import numpy as np

from hospital.simulation.randomness import Floats, Ints, cumulative_shares, pick

DAY = 86_400
YEAR_DAYS = 365
MONDAY_OFFSET = 3  # 1970-01-01 was a Thursday
WARM_UP_DAYS = 90  # longer than nearly every stay, and than what follows from one
CLINIC, EMERGENCY_ROOM, PLANNED, ANY_TIME = 0, 1, 2, 3

# relative number of arrivals Monday .. Sunday; clinics mostly closed at weekends (guidance),
# emergency peak on Monday (NHAMCS 2004 pattern), births lower at weekends (NCHS pattern)
_WEEKDAYS = np.array(
    [
        [1.06, 1.09, 1.07, 1.05, 0.96, 0.11, 0.04],
        [1.08, 1.00, 0.985, 0.98, 0.98, 0.98, 0.995],
        [1.25, 1.30, 1.25, 1.20, 1.00, 0.12, 0.08],
        [1.00, 1.12, 1.10, 1.08, 1.06, 0.85, 0.79],
    ]
)
# relative number per month January .. December for catalog.SEASONS (guidance; influenza after the
# CDC FluView pattern, asthma with its autumn peak, deaths and births after the NCHS patterns)
_SEASONS = np.array(
    [
        [1.0] * 12,
        [1.50, 1.45, 1.25, 1.00, 0.85, 0.72, 0.66, 0.70, 0.85, 1.00, 1.15, 1.40],
        [3.2, 2.8, 1.6, 0.50, 0.18, 0.12, 0.10, 0.12, 0.20, 0.45, 1.0, 2.6],
        [0.82, 0.82, 0.90, 0.98, 1.08, 1.18, 1.22, 1.18, 1.08, 0.98, 0.88, 0.84],
        [1.00, 0.95, 1.00, 1.10, 1.15, 0.85, 0.70, 0.80, 1.30, 1.25, 1.05, 1.00],
        [1.28, 1.24, 1.12, 1.00, 0.92, 0.85, 0.82, 0.83, 0.88, 0.98, 1.06, 1.22],
        [1.10, 1.08, 1.05, 1.00, 0.97, 0.95, 0.94, 0.93, 0.94, 0.98, 1.01, 1.06],
        [0.96, 0.95, 0.97, 0.97, 0.98, 1.00, 1.04, 1.06, 1.06, 1.02, 0.99, 0.99],
    ]
)
# relative number of arrivals per hour 0 .. 23 (NHAMCS pattern: 66 % between 10:00 and 22:00)
_EMERGENCY_HOURS = (
    "2.6 2.2 1.9 1.6 1.5 1.7 2.2 3.2 4.3 5.2 5.7 5.9 "
    "5.7 5.6 5.5 5.6 5.7 5.8 5.8 5.6 5.4 4.8 4.0 3.3"
)
_HOURS = np.array(
    [
        [0] * 8 + [12, 13, 13, 10, 6, 11, 12, 12, 8, 2] + [0] * 6,
        [float(share) for share in _EMERGENCY_HOURS.split()],
        [0] * 5 + [12, 22, 22, 14, 10, 8, 6, 5, 4, 3, 2] + [0] * 8,
        [4.0] * 7 + [4.6] * 11 + [4.0] * 6,
    ]
)
_FIRST_KNOWN, _LAST_KNOWN = -98_615, 120_529  # 1700-01-01 and 2299-12-31
_FIXED_HOLIDAYS = {(1, 1), (7, 4), (12, 25)}
_HOLIDAY_FACTOR = 0.05  # guidance: clinics and planned surgery rest on the fixed holidays


def epoch_day(day: date) -> int:
    """Days since 1970-01-01."""
    return (day - date(1970, 1, 1)).days


class Calendar:
    """The simulated period and the tables that place an event in it."""

    def __init__(self, start: date, as_of: date) -> None:
        """Cover every year that begins on or before `as_of`."""
        self.start_day = epoch_day(start)
        self.as_of_day = epoch_day(as_of)
        self.start = self.start_day * DAY
        self.end = (self.as_of_day + 1) * DAY  # exclusive
        self.years = (self.as_of_day - self.start_day) // YEAR_DAYS + 2  # with the warm-up
        self.first_day = self.start_day - YEAR_DAYS  # where year 0 would begin if it were whole
        first = start - timedelta(days=YEAR_DAYS)
        days = [first + timedelta(days=n) for n in range((self.years + 1) * YEAR_DAYS)]
        months = np.array([day.month - 1 for day in days])
        weekdays = np.array([day.weekday() for day in days])
        holidays = np.array([(day.month, day.day) in _FIXED_HOLIDAYS for day in days])
        weights = _SEASONS[:, months][None] * _WEEKDAYS[:, weekdays][:, None]
        closed = np.where(holidays, _HOLIDAY_FACTOR, 1.0)
        weights[[CLINIC, PLANNED]] *= closed
        weights[:, :, : YEAR_DAYS - WARM_UP_DAYS] = 0
        self._seasons = len(_SEASONS)
        shares = weights.reshape(len(_WEEKDAYS), self._seasons, self.years + 1, YEAR_DAYS)
        self._days = cumulative_shares(shares).reshape(-1, YEAR_DAYS)
        self._hours = cumulative_shares(_HOURS)

    def year_start(self, year: Ints) -> Ints:
        """First second of each simulated year; the warm-up counts as a whole one."""
        return self.first_day * DAY + year * (YEAR_DAYS * DAY)

    def year_of(self, at: Ints) -> Ints:
        """The simulated year of each instant."""
        return (at - self.first_day * DAY) // (YEAR_DAYS * DAY)

    def shares(self) -> Floats:
        """The part of a year's events that falls into each simulated year."""
        return np.where(np.arange(self.years) == 0, WARM_UP_DAYS / YEAR_DAYS, 1.0)

    def days(self, rhythm: int, season: Ints, year: Ints, uniform: Floats) -> Ints:
        """Epoch day of an event of the given rhythm and season in a simulated year."""
        row = (rhythm * self._seasons + season) * (self.years + 1) + year
        return self.first_day + year * YEAR_DAYS + pick(self._days, uniform, row)

    def seconds(self, rhythm: int, uniform: Floats, step: int = 60) -> Ints:
        """Second of the day by the rhythm's hours, in steps of `step` seconds."""
        hours = self._hours[rhythm]
        hour = np.searchsorted(hours, uniform, side="right").clip(0, 23)
        lower = np.where(hour > 0, hours[hour - 1], 0.0)
        within = (uniform - lower) / np.maximum(hours[hour] - lower, 1e-12)
        steps = 3600 // step
        minute = (within * steps).astype(np.int64).clip(0, steps - 1)
        return np.asarray(hour * 3600 + minute * step)


def days_from_civil(year: Ints, month: Ints, day: Ints) -> Ints:
    """Epoch day of a proleptic Gregorian date (Hinnant's algorithm)."""
    year = year - (month <= 2)
    era = year // 400
    year_of_era = year - era * 400
    day_of_year = (153 * (month + np.where(month > 2, -3, 9)) + 2) // 5 + day - 1
    day_of_era = year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + day_of_year
    return np.asarray(era * 146_097 + day_of_era - 719_468)


def civil_from_days(days: Ints) -> tuple[Ints, Ints, Ints]:
    """Year, month and day of epoch days (Hinnant's algorithm)."""
    shifted = days + 719_468
    era = shifted // 146_097
    day_of_era = shifted - era * 146_097
    year_of_era = (
        day_of_era - day_of_era // 1460 + day_of_era // 36_524 - day_of_era // 146_096
    ) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted_month = (5 * day_of_year + 2) // 153
    day = day_of_year - (153 * shifted_month + 2) // 5 + 1
    month = shifted_month + np.where(shifted_month < 10, 3, -9)
    return year_of_era + era * 400 + (month <= 2), month, day


@cache
def _known_days() -> tuple[Ints, Ints]:
    """Year, and month * 32 + day, of every day from `_FIRST_KNOWN` on."""
    days = np.arange(_FIRST_KNOWN, _LAST_KNOWN + 1)
    year, month, day = civil_from_days(days)
    return year, month * 32 + day


def completed_years(birth_day: Ints, day: Ints) -> Ints:
    """Age in completed years on a day, by the calendar, from the year 1700 to 2300."""
    year, month_day = _known_days()
    born = (birth_day - _FIRST_KNOWN).clip(0, len(year) - 1)
    then = (day - _FIRST_KNOWN).clip(0, len(year) - 1)
    return np.asarray(year[then] - year[born] - (month_day[then] < month_day[born]))
