#!/usr/bin/env python3
"""Attainment of a help desk log, computed a second time.

This is the other half of a test: it reads the same event log as Inhouse's import, follows the same
written rules, and shares no code, no table and no language with it. Python 3.9 or newer, standard
library only. (Where the system has no time zone database, `pip install tzdata`.)

    attainment.py LOG [--holidays FILE|none] [--as-of ISO] [--targets JSON] [--broken-stays] [--table]

LOG (default: $INHOUSE_LOG) has one row an event:
`case,timestamp,activity,agent,client,product,service,service_level,seriousness,group`.
Events of a case are taken in order of time; equal times keep the order of the file.

The rules
 1. Raised: the first event of a case, whatever it is.
 2. First response: the earliest event of RESPONSES. Its clock never pauses.
 3. Resolved: the events of RESOLVES. One more of them while resolved changes nothing. `Closed` and all
    other activities move no clock.
 4. Reopened: an event of REOPENS while resolved. The time between is not counted and shifts the due
    moment. The clock goes on where it stood, so a breach before a reopening stays a breach.
 5. Paused: from a `Wait` to the next event of the case that is not a `Wait` (or up to now). A pause
    gives back the working time inside it, for the resolution only.
 6. INVALID declines, DUPLICATE merges: the resolution is cancelled. A resolve after that, without a
    reopening, changes nothing.
 7. Client: the latest value. Seriousness: the latest value decides the target, from the original start.
    With --broken-stays not over a promise that was broken: where the target of an earlier value came due while
    that value stood, and the clock was late by it when the value changed, the first such target goes on
    measuring it.
 8. Working time: Monday to Friday, 09:00-13:00 and 14:00-18:00 in Europe/Rome, half-open, without the
    holidays. All lengths are whole seconds measured in UTC.
 9. Due: the first moment at which the working target is used up; used up exactly at closing, it is the
    closing moment. Late means after it, strictly: also a stop in the night after.
10. Now: --as-of, else the last event of the log. Later events do not exist yet. An open request past
    its due is `open_breached`, before it `running`; a pause that still runs is taken to end now.

Columns: *_at are the stops (empty while running or cancelled), *_elapsed_s counted seconds up to the
stop or now, *_due and *_verdict (met, breached, open_breached, running, none = no target, cancelled).
`resolution_*` is the last resolution, `first_resolution_*` the first one, measured by the same target.
"""
import argparse
import csv
import json
import os
import sys
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

RESPONSES = {"Take in charge ticket", "Resolve ticket", "RESOLVED", "VERIFIED", "INVALID", "DUPLICATE"}
RESOLVES = {"Resolve ticket", "RESOLVED", "VERIFIED"}
REOPENS = {"Take in charge ticket", "Wait", "Require upgrade", "Create SW anomaly", "Schedule intervention"}
ENDS = {"INVALID": "declined", "DUPLICATE": "merged"}
HOURS = ((time(9), time(13)), (time(14), time(18)))
HERE = Path(__file__).resolve().parent


def moment(text):
    """Seconds since 1970 UTC of an ISO time; one without an offset is UTC."""
    read = datetime.fromisoformat(text.replace("Z", "+00:00"))
    return int((read if read.tzinfo else read.replace(tzinfo=timezone.utc)).timestamp())


def written(seconds):
    """The ISO form of a moment; nothing for None."""
    return "" if seconds is None else datetime.fromtimestamp(seconds, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


class Office:
    """Open windows, asked day by day: each local day is turned into UTC when it is needed."""

    def __init__(self, zone, holidays):
        self.zone, self.holidays, self.days = ZoneInfo(zone), holidays, {}

    def windows(self, day):
        """The open windows of one local date, as pairs of moments."""
        if day not in self.days:
            closed = day.weekday() > 4 or day in self.holidays
            self.days[day] = [] if closed else [
                tuple(int(datetime.combine(day, at, self.zone).timestamp()) for at in span) for span in HOURS
            ]
        return self.days[day]

    def within(self, start, end):
        """The open pieces of [start, end), in order; end None: without end."""
        day = datetime.fromtimestamp(start, self.zone).date()
        last = None if end is None else datetime.fromtimestamp(end, self.zone).date()
        while last is None or day <= last:
            for opens, closes in self.windows(day):
                a, b = max(opens, start), closes if end is None else min(closes, end)
                if a < b:
                    yield a, b
            day += timedelta(days=1)


def without(stretches, pauses):
    """Stretches of time less the pauses; both lists of [start, end), a stretch may end with None."""
    for gap_start, gap_end in pauses:
        left = []
        for start, end in stretches:
            if gap_end <= start or (end is not None and gap_start >= end):
                left.append((start, end))
                continue
            if start < gap_start:
                left.append((start, gap_start))
            if end is None or gap_end < end:
                left.append((gap_end, end))
        stretches = left
    return stretches


def elapsed(office, stretches):
    """Working seconds in bounded stretches."""
    return sum(b - a for start, end in stretches for a, b in office.within(start, end))


def due(office, stretches, target):
    """The moment at which `target` working seconds are used up; the last stretch has no end."""
    left = target
    for start, end in stretches:
        for a, b in office.within(start, end):
            if left <= b - a:
                return a + left
            left -= b - a
    raise ValueError("the last stretch has to be without end")


def verdict(stop, deadline, now, cancelled=False):
    """One word for one clock."""
    if cancelled:
        return "cancelled"
    if deadline is None:
        return "none"
    if stop is None:
        return "open_breached" if now > deadline else "running"
    return "breached" if stop > deadline else "met"


class Story:
    """What happened to one case up to now."""

    def __init__(self, events, now):
        self.raised = events[0][0]
        self.response = next((at for at, activity in events if activity in RESPONSES), None)
        self.active = []  # stretches in which the case was neither resolved nor ended; the last may be open
        self.pauses = []
        self.state, self.reopenings, self.first = "open", 0, None
        since, waiting = self.raised, None
        for at, activity in events:
            if waiting is not None and activity != "Wait":
                self.pauses.append((waiting, at))
                waiting = None
            if self.state == "open":
                if activity in RESOLVES or activity in ENDS:
                    self.active.append((since, at))
                    self.state = ENDS.get(activity, "resolved")
                    if self.state == "resolved" and self.first is None:
                        self.first = at
            elif activity in REOPENS:
                self.state, since, self.reopenings = "open", at, self.reopenings + 1
            elif activity in ENDS:
                self.state = ENDS[activity]
            if activity == "Wait" and waiting is None:
                waiting = at
        if waiting is not None:
            self.pauses.append((waiting, now))
        if self.state == "open":
            self.active.append((since, now))
        self.resolved = self.active[-1][1] if self.state == "resolved" else None

    def endless(self, stretches):
        """The same stretches, the last one going on for ever: what a due moment is looked for in."""
        return stretches[:-1] + [(stretches[-1][0], None)]


def response_due(story, office, goal, now):
    """When a response target of so many seconds is used up, or None without one."""
    asked = [(story.raised, story.response if story.response is not None else now)]
    return None if goal is None else due(office, story.endless(asked), goal)


def resolution_due(story, office, goal):
    """The same of a resolution target."""
    return None if goal is None else due(office, without(story.endless(story.active), story.pauses), goal)


def seconds(target, clock):
    """The target of a clock in seconds, or None."""
    return None if target.get(clock) is None else int(target[clock] * 60)


def standing(values, events, office, targets, broken_stays):
    """The targets that measure a case (rule 7). `values`: (since, seriousness) in order; `events`: (at, activity)."""
    chosen = dict(targets.get(values[-1][1], {}))
    for clock in ("response", "resolution") if broken_stays else ():
        for (since, value), (until, _) in zip(values, values[1:]):
            goal = seconds(targets.get(value, {}), clock)
            then = Story([event for event in events if event[0] <= until], until)
            if clock == "response":
                stop, deadline, ended = then.response, response_due(then, office, goal, until), False
            else:
                stop, deadline = then.resolved, resolution_due(then, office, goal)
                ended = then.state in ("declined", "merged")
            late = verdict(stop, deadline, until, ended) in ("breached", "open_breached")
            if late and deadline >= since:
                chosen[clock] = targets[value][clock]
                break
    return chosen


def measure(case, client, priority, story, office, target, now):
    """One row of the answer."""
    asked = [(story.raised, story.response if story.response is not None else now)]
    first_due = response_due(story, office, seconds(target, "response"), now)
    row = {
        "case": case, "client": client, "priority": priority, "raised": written(story.raised),
        "response_at": written(story.response), "response_elapsed_s": elapsed(office, asked),
        "response_due": written(first_due), "response_verdict": verdict(story.response, first_due, now),
    }
    goal, ended = seconds(target, "resolution"), story.state in ("declined", "merged")
    final_due = resolution_due(story, office, goal)
    row.update({
        "resolution_at": written(story.resolved),
        "resolution_elapsed_s": "" if ended else elapsed(office, without(story.active, story.pauses)),
        "resolution_due": "" if ended else written(final_due),
        "resolution_verdict": verdict(story.resolved, final_due, now, ended),
    })
    first_due = None
    if goal is not None and story.first is not None:
        first = without([(story.raised, None)], [p for p in story.pauses if p[0] < story.first])
        first_due = due(office, first, goal)
    row.update({
        "first_resolution_at": written(story.first), "first_resolution_due": written(first_due),
        "first_resolution_verdict": "" if story.first is None else verdict(story.first, first_due, now),
        "state": story.state, "reopenings": story.reopenings,
        "paused_s": sum(b - a for start, end in story.pauses for a, b in office.within(start, end)),
    })
    return row


def rows(log, office, targets, as_of, broken_stays=False):
    """Every case that exists at `as_of` (None: the end of the log), in the order of the file."""
    cases = {}
    with open(log, newline="", encoding="utf-8") as source:
        for event in csv.DictReader(source):
            cases.setdefault(event["case"], []).append((moment(event["timestamp"]), event))
    now = max(at for events in cases.values() for at, _ in events) if as_of is None else as_of
    for case, events in cases.items():
        known = sorted((e for e in events if e[0] <= now), key=lambda e: e[0])
        if known:
            latest = known[-1][1]
            priority = latest["seriousness"].split()[-1]
            told, values = [(at, event["activity"]) for at, event in known], []
            for at, event in known:
                value = event["seriousness"].split()[-1]
                if not values or values[-1][1] != value:
                    values.append((at, value))
            target = standing(values, told, office, targets, broken_stays)
            yield measure(case, latest["client"], priority, Story(told, now), office, target, now)


def table(measured, out):
    """Totals a client and priority: met of (met + breached + open and late), a clock."""
    groups = {}
    for row in measured:
        for key in (("all", "all"), ("all", row["priority"]), (row["client"], row["priority"])):
            counts = groups.setdefault(key, {})
            for clock in ("response", "resolution", "first_resolution"):
                name = (clock, row[clock + "_verdict"])
                counts[name] = counts.get(name, 0) + 1
    words = ("met", "breached", "open_breached", "running", "cancelled", "none")
    head = ["client", "priority", "clock", "n", "attainment_percent"]
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head + list(words))
    for (client, priority), counts in sorted(groups.items(), key=lambda g: (g[0] != ("all", "all"), g[0])):
        for clock in ("response", "resolution", "first_resolution"):
            each = [counts.get((clock, word), 0) for word in words]
            n = sum(each[:3])
            writer.writerow([client, priority, clock, n, "%.2f" % (100 * each[0] / n) if n else ""] + each)


def main():
    """Reads the options, prints the rows or the table."""
    options = argparse.ArgumentParser(description="attainment of a help desk log")
    options.add_argument("log", nargs="?", default=os.environ.get("INHOUSE_LOG"))
    options.add_argument("--holidays", default="none", help="file of dates, one a line, or none")
    options.add_argument("--as-of", type=moment, help="ISO time; default: the last event")
    options.add_argument("--targets", default=str(HERE / "targets.json"), help="working minutes a seriousness")
    options.add_argument("--zone", default="Europe/Rome")
    options.add_argument("--broken-stays", action="store_true", help="a broken promise outlives a change of priority")
    options.add_argument("--table", action="store_true", help="totals instead of one row a request")
    chosen = options.parse_args()
    if not chosen.log:
        options.error("name the log, or set INHOUSE_LOG")
    holidays = set()
    if chosen.holidays != "none":
        lines = Path(chosen.holidays).read_text(encoding="utf-8").splitlines()
        holidays = {date.fromisoformat(line.split()[0]) for line in lines if line.strip() and line[0] != "#"}
    try:
        office = Office(chosen.zone, holidays)
    except ZoneInfoNotFoundError:
        sys.exit("This system has no time zone database; `pip install tzdata` brings one.")
    targets = json.loads(Path(chosen.targets).read_text(encoding="utf-8"))
    measured = rows(chosen.log, office, targets, chosen.as_of, chosen.broken_stays)
    if chosen.table:
        table(measured, sys.stdout)
        return
    writer = None
    for row in measured:
        if writer is None:
            writer = csv.DictWriter(sys.stdout, fieldnames=list(row), lineterminator="\n")
            writer.writeheader()
        writer.writerow(row)


if __name__ == "__main__":
    main()
