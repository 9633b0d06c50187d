"""Dates of public holidays that follow a rule, from the PyPI package `holidays` (0.109), for the test of
holidays by rule in tests/domain_holidays.rs. Easter itself is from `dateutil.easter` (python-dateutil 2.9.0).

    pip install holidays==0.109 python-dateutil==2.9.0.post0
    python holiday_dates.py > holiday_dates.txt

One line a year and day: the name we call it by, then the date. Days moved to another date in single years by
law (such as Britain's spring holiday of 2002, 2012 and 2022) are written as the package has them.
"""
import datetime as dt
import holidays
from dateutil import easter

# Our name of the day, the country, the name it has there (English).
DAYS = [
    ("us-king", "US", "Martin Luther King Jr. Day"),
    ("us-memorial", "US", "Memorial Day"),
    ("us-thanksgiving", "US", "Thanksgiving Day"),
    ("gb-early-may", "GB-ENG", "May Day"),
    ("gb-spring", "GB-ENG", "Spring Bank Holiday"),
    ("gb-summer", "GB-ENG", "Late Summer Bank Holiday"),
    ("de-good-friday", "DE", "Good Friday"),
    ("de-ascension", "DE", "Ascension Day"),
    ("de-whit-monday", "DE", "Pentecost Monday"),
    ("be-easter-monday", "BE", "Easter Monday"),
    ("se-midsummer", "SE", "Midsummer Day"),
    ("se-all-saints", "SE", "All Saints' Day"),
    ("gr-clean-monday", "GR", "Green Monday"),
    ("gr-easter-monday", "GR", "Easter Monday"),
]


def main():
    years = range(2001, 2051)
    print("# Source: PyPI holidays", holidays.__version__, "and python-dateutil; written by holiday_dates.py.")
    for code, country, name in DAYS:
        land, _, part = country.partition("-")
        found = {}
        table = holidays.country_holidays(land, subdiv=part or None, years=years, language="en_US")
        for date, names in table.items():
            if any(n == name for n in names.split("; ")):
                found.setdefault(date.year, date)
        assert len(found) >= 45, (code, len(found), sorted(set(table.values())))
        for year, date in sorted(found.items()):
            print(code, date.isoformat())
    for year in range(1583, 4100, 1):
        if year % 25 == 0 or 1900 <= year <= 2100:
            print("easter", easter.easter(year, easter.EASTER_WESTERN).isoformat())
            print("orthodox", easter.easter(year, easter.EASTER_ORTHODOX).isoformat())


main()
