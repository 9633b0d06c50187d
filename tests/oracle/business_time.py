"""Working time by three libraries that were not written here, for tests/exactness.rs.

    pip install workclock==0.1.2 businesstimedelta==1.0.1 pytz==2026.6
    npm install dayjs@1.11 dayjs-business-time@1.0.4      (in the folder NODE_PATH names)
    NODE_PATH=…/node_modules python business_time.py > business_time.txt

Of each case it is asked: which moment is `amount` seconds of working time after `start`, and how much working
time is there from `start` to `start + 4 * amount`?

The file: `zone shape holidays…` (dates), then its cases: start (seconds after 2021-01-01 UTC), amount, the
seconds from start to the answer of the first question, the answer of the second; all in base 36 without
signs. That is workclock's answer. Where another library was asked and differs, `b` or `d` with its two
answers follows; `-` stands for none. businesstimedelta is asked about hours within a day; dayjs-business-time
counts whole minutes and is asked where start and amount are whole minutes, and hours are within a day.
"""
import datetime as dt
import json
import os
import random
import signal
import subprocess
import sys

import businesstimedelta as btd
import pytz
from workclock import Holidays, Schedule, WorkDay

UTC = dt.timezone.utc
ZERO = dt.datetime(2021, 1, 1, tzinfo=UTC)
END = dt.datetime(2025, 11, 1, tzinfo=UTC)
ZONES = [
    "Europe/Brussels", "America/New_York", "America/Santiago", "America/Havana", "America/St_Johns",
    "Australia/Sydney", "Australia/Lord_Howe", "Asia/Beirut", "Africa/Cairo", "Asia/Kolkata",
    "Pacific/Chatham", "Africa/Casablanca", "Asia/Tehran", "Asia/Kathmandu",
]
# Minutes of the day, by weekday from Monday. Above 1440 it is the next day.
OFFICE = [[(540, 1020)]] * 5 + [[], []]
LUNCH = [[(510, 720), (780, 1035)]] * 5 + [[], []]
MIXED = [[(420, 960)]] * 4 + [[(420, 720)], [(600, 780)], []]
ALWAYS = [[(0, 1440)]] * 7
NIGHTS = [[(1320, 1800)]] * 5 + [[], []]
EARLY = [[(30, 480)]] * 7
LATE = [[(960, 1440)]] * 7
WEEKEND = [[], [], [], [], [(1080, 1590)], [(1080, 1590)], [(600, 840)]]
SHAPES = [OFFICE, LUNCH, MIXED, ALWAYS, NIGHTS, EARLY, LATE, WEEKEND]
WITHIN_A_DAY = {0, 1, 2, 5}
EACH = 92

NODE = """
process.env.TZ = '%s';
const dayjs = require('dayjs');
dayjs.extend(require('dayjs-business-time'));
const input = JSON.parse(require('fs').readFileSync(0));
const out = [];
for (const group of input) {
  dayjs.setHolidays(group.holidays);
  dayjs.setBusinessTime(group.hours);
  for (const [start, amount] of group.cases) {
    const at = dayjs(start * 1000);
    const to = dayjs((start + 4 * amount) * 1000);
    let a = null, b = null;
    try { a = Math.round(at.addBusinessMinutes(amount / 60).valueOf() / 1000); } catch (e) {}
    try { b = at.businessMinutesDiff(to) * 60; } catch (e) {}
    out.push([a, b]);
  }
}
console.log(JSON.stringify(out));
"""


def base36(n):
    digits, out = "0123456789abcdefghijklmnopqrstuvwxyz", ""
    assert n >= 0
    while n or not out:
        n, rest = divmod(n, 36)
        out = digits[rest] + out
    return out


def time(minutes):
    return dt.time(minutes % 1440 // 60, minutes % 60)


def workdays(week, make):
    return [make(time(a), time(b), [day]) for day, spans in enumerate(week) for a, b in spans]


def transitions(zone):
    """The moments at which the offset of a zone changes."""
    tz = pytz.timezone(zone)
    found = getattr(tz, "_utc_transition_times", [])
    naive = [ZERO.replace(tzinfo=None), END.replace(tzinfo=None)]
    return [t.replace(tzinfo=UTC) for t in found if naive[0] < t < naive[1]]


def cases(rng, zone):
    turns = transitions(zone)
    out = []
    for n in range(EACH):
        whole = n % 2 == 0
        if turns and n % 3:
            start = rng.choice(turns) + dt.timedelta(seconds=rng.randrange(-5 * 86400, 2 * 86400))
        else:
            start = ZERO + dt.timedelta(seconds=rng.randrange(86400 * 9, int((END - ZERO).total_seconds())))
        amount = rng.choice([rng.randrange(1, 60), rng.randrange(60, 36000), rng.randrange(3600, 200000)])
        start = int((start - ZERO).total_seconds())
        if whole:
            start, amount = start // 60 * 60, max(60, amount // 60 * 60)
        out.append((max(start, 86400 * 9), amount))
    return out


class TooLong(Exception):
    pass


def stop(*_):
    raise TooLong()


def asked(ask):
    """An answer in seconds, or none where the library fails or does not come back."""
    signal.setitimer(signal.ITIMER_REAL, 3)
    try:
        return ask()
    except Exception:
        return None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def main():
    signal.signal(signal.SIGALRM, stop)
    rng = random.Random(20261122)
    print("# workclock 0.1.2, businesstimedelta 1.0.1 (b), dayjs-business-time 1.0.4 (d); by business_time.py.")
    for zone in ZONES:
        groups = []
        for shape, week in enumerate(SHAPES):
            days = (END - ZERO).days
            off = sorted({ZERO.date() + dt.timedelta(days=rng.randrange(days)) for _ in range(25)})
            groups.append((shape, week, off, cases(rng, zone)))
        names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
        clock = lambda m: "%02d:%02d:00" % (m // 60, m % 60)
        asks = [
            {
                "holidays": [d.isoformat() for d in off],
                "hours": {n: [{"start": clock(a), "end": clock(b)} for a, b in spans] or None
                          for n, spans in zip(names, week)},
                "cases": [[int(ZERO.timestamp()) + s, a] for s, a in cs if s % 60 == 0 and a % 60 == 0],
            }
            for shape, week, off, cs in groups if shape in WITHIN_A_DAY
        ]
        answers = iter(json.loads(subprocess.run(
            ["node", "-e", NODE % zone], input=json.dumps(asks), capture_output=True, text=True, check=True,
        ).stdout))
        for shape, week, off, cs in groups:
            print(zone, shape, *(d.isoformat() for d in off))
            schedule = Schedule([*workdays(week, WorkDay), Holidays(off)], time_zone=zone)
            tz = pytz.timezone(zone)
            rules = workdays(week, lambda a, b, d: btd.WorkDayRule(a, b, d, tz=tz))
            # It looks for a next holiday without end: one far off, after everything that is asked.
            far = dt.date(2029, 1, 2)
            rule = btd.Rules([*rules, btd.HolidayRule({*off, far}, tz=tz)])
            for start, amount in cs:
                at = ZERO + dt.timedelta(seconds=start)
                to = at + dt.timedelta(seconds=4 * amount)
                after = int((schedule.add(at, seconds=amount) - at).total_seconds())
                between = int(schedule.between(at, to).total_seconds())
                line = " ".join(map(base36, (start, amount, after, between)))
                others = []
                if shape in WITHIN_A_DAY:
                    def added():
                        return int((btd.BusinessTimeDelta(rule, seconds=amount).__add__(at) - at).total_seconds())

                    def counted():
                        return int(rule.difference(at, to).timedelta.total_seconds())
                    others.append(("b", asked(added), asked(counted)))
                    if start % 60 == 0 and amount % 60 == 0:
                        a, b = next(answers)
                        others.append(("d", None if a is None else a - int(at.timestamp()), b))
                for code, a, b in others:
                    if (a, b) != (after, between):
                        show = lambda n: "-" if n is None or n < 0 else base36(int(n))
                        line += f" {code} {show(a)} {show(b)}"
                print(line)
        print(zone, file=sys.stderr)


main()
