#!/usr/bin/env python3
"""Writes a help desk log of the shape Inhouse is tested with, where the real one is not at hand.

Python 3.9 or newer, standard library only. The same options always give the same bytes.

    generate_log.py [N] [--seed S]                            N cases (default 4580) to standard output
    generate_log.py --open 5000 [--as-of ISO] [--from LOG]    only cases open at that moment, repeated
                                                              until there are 5,000 of them

The generated desk lives from 2010-01-11 to 2014-01-03 in Europe/Rome, 09:00-13:00 and 14:00-18:00 on
weekdays, with some night and weekend events; it has waits, reopenings, repeated resolves, changed
priorities and clients, events of equal time, and the rare ends INVALID and DUPLICATE.
A repeated case keeps its story, is named `<case>-<copy>`, and lies three minutes earlier each copy, so
that no two copies are equal. Events after the moment are left out.
"""
import argparse
import csv
import random
import sys
from datetime import datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

sys.dont_write_bytecode = True
from attainment import ENDS, REOPENS, RESOLVES, moment

HEADER = "case,timestamp,activity,agent,client,product,service,service_level,seriousness,group".split(",")
ROME = ZoneInfo("Europe/Rome")
FIRST, LAST = datetime(2010, 1, 11, tzinfo=ROME), datetime(2014, 1, 3, 18, tzinfo=ROME)


def zipf(dice, n, bend=1.1):
    """A number from 1 to n, the small ones far oftener, as clients and products are."""
    return dice.choices(range(1, n + 1), [1 / k**bend for k in range(1, n + 1)])[0]


def office(dice, at):
    """That local day at a moment of its office hours not before `at`; now and then any moment will do."""
    if dice.random() < 0.06:
        return at
    while True:
        opens, closes = ((time(9), time(13)), (time(14), time(18)))[dice.random() < 0.5]
        start, end = (datetime.combine(at.date(), t, ROME) for t in (opens, closes))
        start = max(start, at)
        if at.weekday() < 5 and (end - start).total_seconds() >= 1:
            return start + timedelta(seconds=dice.randrange(int((end - start).total_seconds())))
        if at.weekday() >= 5 or at.time() >= time(17, 59):
            at = datetime.combine(at.date() + timedelta(days=1), time(0), ROME)


def story(dice):
    """The activities of one case with the wait before each, in hours of the clock."""
    steps = [("Insert ticket", 0)] if dice.random() < 0.03 else []
    if dice.random() < 0.96:
        steps.append(("Assign seriousness", 0))
        if dice.random() < 0.08:
            steps.append(("Assign seriousness", 0.1))
    steps.append(("Take in charge ticket", dice.choice((0.01, 0.02, 0.5, 3, 20, 60))))
    while dice.random() < 0.25:
        steps.append(("Wait", dice.expovariate(1 / 30)))
        while dice.random() < 0.2:
            steps.append(("Wait", dice.expovariate(1 / 20)))
        if dice.random() < 0.8:
            steps.append(("Take in charge ticket", dice.expovariate(1 / 60)))
    if dice.random() < 0.03:
        steps.append((dice.choice(("Require upgrade", "Create SW anomaly", "Schedule intervention")), 20))
        if dice.random() < 0.3:
            steps.append(("Resolve SW anomaly", 10))
    chance = dice.random()
    if chance < 0.003:
        return steps
    if chance < 0.005:
        return steps + [(dice.choice(("INVALID", "DUPLICATE")), 30), ("Closed", 360)]
    if chance < 0.007:
        return steps + [("RESOLVED", 30), ("VERIFIED", 2), ("Closed", 360)]
    steps.append(("Resolve ticket", dice.expovariate(1 / 90)))
    while dice.random() < 0.05:
        again = dice.choice(("Resolve ticket", "Take in charge ticket", "Take in charge ticket", "Wait"))
        steps.append((again, dice.expovariate(1 / 40)))
        if again != "Resolve ticket":
            steps.append(("Resolve ticket", dice.expovariate(1 / 60)))
    steps.append(("Closed", 360))
    return steps


def generated(n, seed):
    """The events of n cases, case by case."""
    dice = random.Random(seed)
    span = int((LAST - FIRST).total_seconds())
    for number in range(1, n + 1):
        at = office(dice, FIRST + timedelta(seconds=dice.randrange(span)))
        event = {
            "case": "GD-%d" % number, "agent": "Agent %d" % zipf(dice, 22), "client": "Client %d" % zipf(dice, 397),
            "product": "Product %d" % zipf(dice, 21), "service": "Service %d" % zipf(dice, 4, 2.5),
            "service_level": "Level %d" % dice.choices((1, 2, 3, 4), (3, 77, 19, 1))[0],
            "seriousness": "Seriousness %d" % dice.choices((1, 2, 3, 4), (55, 38, 3, 4))[0],
            "group": "Group %d" % zipf(dice, 4, 2.5),
        }
        for place, (activity, hours) in enumerate(story(dice)):
            if place and dice.random() > 0.006:  # else: the very moment of the event before
                later = at.astimezone(timezone.utc) + timedelta(hours=hours, seconds=1)
                at = later.astimezone(ROME)
                at = at if activity == "Closed" else office(dice, at)  # closing is the desk's own timer
            if at > LAST:
                break
            if dice.random() < 0.004:
                event["seriousness"] = "Seriousness %d" % dice.randint(1, 4)
            if dice.random() < 0.0005:
                event["client"] = "Client %d" % zipf(dice, 397)
            if activity == "Take in charge ticket":
                event["agent"] = "Agent %d" % zipf(dice, 22)
            stamp = at.astimezone(timezone.utc).isoformat(timespec="seconds")
            yield dict(event, timestamp=stamp, activity=activity)


def still_open(events):
    """Whether a case with these activities, in order, awaits its resolution."""
    state = True
    for event in events:
        if event["activity"] in RESOLVES or event["activity"] in ENDS:
            state = False
        elif event["activity"] in REOPENS:
            state = True
    return state


def repeated(log, wanted, as_of):
    """`wanted` open cases: those of the log that are open at `as_of`, over and over."""
    cases = {}
    for event in log:
        if moment(event["timestamp"]) <= as_of:
            cases.setdefault(event["case"], []).append(event)
    living = [events for events in cases.values() if still_open(events)]
    if not living:
        sys.exit("no case of this log is open at that moment")
    for place in range(wanted):
        copy, events = place // len(living), living[place % len(living)]
        for event in events:
            earlier = datetime.fromtimestamp(moment(event["timestamp"]) - 180 * copy, timezone.utc)
            name = "%s-%d" % (event["case"], copy + 1)
            yield dict(event, case=name, timestamp=earlier.isoformat(timespec="seconds"))


def main():
    """Reads the options, writes the log."""
    options = argparse.ArgumentParser(description="a generated help desk log")
    options.add_argument("n", nargs="?", type=int, default=4580, help="how many cases")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--open", type=int, help="how many open cases, by repetition")
    options.add_argument("--as-of", type=moment, default=moment("2013-11-15T10:00:00Z"))
    options.add_argument("--from", dest="source", help="the log to repeat; default: a generated one")
    chosen = options.parse_args()
    events = generated(chosen.n, chosen.seed)
    if chosen.source:
        events = csv.DictReader(open(chosen.source, newline="", encoding="utf-8"))
    if chosen.open:
        events = repeated(events, chosen.open, chosen.as_of)
    writer = csv.DictWriter(sys.stdout, fieldnames=HEADER, lineterminator="\n")
    writer.writeheader()
    writer.writerows(events)


if __name__ == "__main__":
    main()
