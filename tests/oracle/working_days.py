"""Targets in working days by numpy and the standard library, for tests/exactness.rs.

    pip install numpy==2.4.6 tzdata
    python working_days.py > working_days.txt

Open from Monday to Friday from 09:00 to 17:00 in a zone, with 25 closed days. Of each case it is asked: raised at this
moment, when do so many working days end, by closing time and by the same time of day? numpy counts the days
(`busday_offset`), `zoneinfo` tells the wall clock.

The file: `zone closed days…`, then its cases: raised (seconds after 2021-01-01 UTC), the number of days, the seconds
from raised to closing time, and to the same time; all but the days' dates in base 36.
"""
import datetime as dt
import random
from zoneinfo import ZoneInfo

import numpy as np

UTC = dt.timezone.utc
ZERO = dt.datetime(2021, 1, 1, tzinfo=UTC)
END = dt.datetime(2025, 10, 1, tzinfo=UTC)
ZONES = [
    "Europe/Brussels", "America/New_York", "America/Santiago", "America/Havana", "America/St_Johns",
    "Australia/Sydney", "Australia/Lord_Howe", "Asia/Beirut", "Africa/Cairo", "Asia/Kolkata",
    "Pacific/Chatham", "Africa/Casablanca", "Asia/Tehran", "Asia/Kathmandu",
]
OPENS, CLOSES = dt.time(9), dt.time(17)
EACH = 150


def base36(n):
    digits = ""
    while True:
        n, rest = divmod(n, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[rest] + digits
        if n == 0:
            return digits


def asked(at, zone, off):
    """The working day it counts as asked on, and the time of day on it."""
    local = at.astimezone(zone)
    day, time = local.date(), local.time()
    if not np.is_busday(day, holidays=off) or time >= CLOSES:
        following = day + dt.timedelta(days=1)
        return np.busday_offset(following, 0, roll="forward", holidays=off), OPENS
    return np.datetime64(day), max(time, OPENS)


def main():
    rng = random.Random(20261122)
    print(f"# numpy {np.__version__}; by working_days.py.")
    for name in ZONES:
        zone = ZoneInfo(name)
        days = (END - ZERO).days
        off = sorted({ZERO.date() + dt.timedelta(days=rng.randrange(days)) for _ in range(25)})
        print(name, *off)
        for _ in range(EACH):
            at = ZERO + dt.timedelta(seconds=rng.randrange(days * 86_400))
            if rng.random() < 0.1:
                # On an edge of the day.
                edge = dt.datetime.combine(at.astimezone(zone).date(), rng.choice([OPENS, CLOSES]), zone)
                at = edge.astimezone(UTC)
            count = rng.choice([1, 1, 2, 3, 5, 10, 20])
            first, time = asked(at, zone, off)
            last = np.busday_offset(first, count, holidays=off).astype(object)
            ends = [dt.datetime.combine(last, clock, zone).astimezone(UTC) for clock in (CLOSES, time)]
            seconds = [int((end - at).total_seconds()) for end in ends]
            print(*map(base36, (int((at - ZERO).total_seconds()), count, *seconds)))


main()
