"""Which days the calendar files in ics/ close, read by the PyPI packages icalendar and
recurring-ical-events, for tests/store_ics.rs; and rules of RFC 5545 unrolled by python-dateutil.

    pip install icalendar recurring-ical-events python-dateutil holidays
    python ics_dates.py > ics_dates.txt

It also writes ics/belgium.ics by the writer of the package holidays (holidays.ical). Lines are
`file name date`, whole days only; or `rule first-date rule date…`, the years 2025 to 2036.
"""
import datetime as dt
import pathlib

import holidays
import icalendar
import recurring_ical_events
from dateutil.rrule import rrulestr
from holidays.ical import ICalExporter

HERE = pathlib.Path(__file__).parent / "ics"
FROM, TO = dt.date(2025, 1, 1), dt.date(2036, 12, 31)

# From RFC 5545 section 3.8.5.3 and the holidays of several countries: first date, rule.
RULES = [
    ("19970902", "FREQ=YEARLY"),
    ("19960229", "FREQ=YEARLY"),
    ("20250101", "FREQ=YEARLY;COUNT=4"),
    ("20200505", "FREQ=YEARLY;INTERVAL=3"),
    ("20240310", "FREQ=YEARLY;UNTIL=20290101"),
    ("20240310", "FREQ=YEARLY;UNTIL=20290310T000000Z"),
    ("20240310", "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=10"),
    ("20110117", "FREQ=YEARLY;BYMONTH=1;BYDAY=3MO"),
    ("20110117", "FREQ=YEARLY;BYMONTH=1;BYDAY=3MO;WKST=SU"),
    ("20110530", "FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO"),
    ("20110905", "FREQ=YEARLY;BYMONTH=9;BYDAY=MO;BYSETPOS=1"),
    ("20111128", "FREQ=YEARLY;BYMONTH=11;BYDAY=MO;BYSETPOS=-1"),
    ("20110620", "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=20,21,22,23,24,25,26;BYDAY=MO"),
    ("20250331", "FREQ=YEARLY;BYMONTH=3;BYDAY=5MO"),
    ("20250331", "FREQ=YEARLY;BYMONTH=3;BYDAY=5MO;COUNT=3"),
]


def main():
    belgium = holidays.country_holidays("BE", years=[2026, 2027], language="en_US")
    (HERE / "belgium.ics").write_bytes(ICalExporter(belgium).generate().encode())
    for path in sorted(HERE.glob("*.ics")):
        calendar = icalendar.Calendar.from_ical(path.read_bytes())
        found = set()
        for event in recurring_ical_events.of(calendar).between(FROM, TO + dt.timedelta(days=1)):
            start, end = event["DTSTART"].dt, event.end
            if event.get("STATUS") == "CANCELLED":
                continue
            if isinstance(start, dt.datetime):
                if start.time() != dt.time() or end.time() != dt.time():
                    continue
                start, end = start.date(), end.date()
            while start < end:
                if FROM <= start <= TO:
                    found.add((start, str(event["SUMMARY"])))
                start += dt.timedelta(days=1)
        for date, name in sorted(found):
            print(path.stem, date.isoformat(), name)
    for first, rule in RULES:
        start = dt.datetime.strptime(first, "%Y%m%d")
        dates = rrulestr(rule.replace("T000000Z", ""), dtstart=start).between(
            dt.datetime(FROM.year, 1, 1), dt.datetime(TO.year, 12, 31), inc=True)
        print("rule", first, rule, *(d.date().isoformat() for d in dates))


main()
