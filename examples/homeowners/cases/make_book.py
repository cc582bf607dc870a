#!/usr/bin/env python3
"""Makes the golden book of the homeowners example: book.jsonl and, by the oracle, book.expected.jsonl.

    python3 make_book.py        # always the same 240 homes: a third bound, a third referred, a third declined

Many homes are drawn from a fixed seed; those that show something new are kept first (a table cell, a rule, a band, a limit
that bites, a boundary day, an input left out), then the book is filled up to its thirds. It fails when anything on the list
of what must be shown is missing.
"""
import json
import random
import sys
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

sys.dont_write_bytecode = True
import oracle  # noqa: E402

HERE = Path(__file__).parent
THIRD, DRAWS = 80, 30_000
DEDUCTIBLES = ["D500", "D1000", "D2500", "D5000", "P1", "P2", "P5"]
CLASSES = ["jewelry", "furs", "fine_arts", "silverware", "stamps_and_coins", "cameras", "musical_instruments", "golf_equipment"]
CAUSES = ["fire", "lightning", "wind", "hail", "water", "theft", "liability", "other"]
RULES = [
    "D01_VACANT", "D02_GROSSLY_UNDERINSURED", "D03_ABOVE_TREATY", "D04_ROOF_WORN_OUT", "D05_LOSS_FREQUENCY", "D06_UNREPAIRED",
    "D07_DEDUCTIBLE_NOT_OFFERED", "D08_WIND_DEDUCTIBLE_TOO_LOW", "R01_NO_AUTHORITY_FOR_CLASS", "R02_ABOVE_AUTHORITY",
    "R03_TOTAL_INSURED", "R04_OLD_ROOF", "R05_OLD_SYSTEMS", "R06_UNDERINSURED", "R07_HIGH_CONTENTS", "R08_WATER_LOSS",
    "R09_LARGE_LOSS", "R10_TWO_CHARGEABLE_LOSSES", "R11_NOT_APPRAISED", "R12_LARGE_SCHEDULE", "R13_UNFENCED_POOL",
    "R14_EMPTY_PART_OF_THE_YEAR",
]


def draw(rng, number):
    """One home. Some are drawn without hazards, so that they can be bound, some with a few, some with many."""
    hazard = rng.choice([0.0, 0.0, 0.06, 0.2])

    def risky():
        return rng.random() < hazard

    effective = date(2025, 1, 1) + timedelta(days=rng.randrange(365))
    if rng.random() < 0.1:
        effective = date(2028, 2, 29)
    year = effective.year
    starts = [int(row["coverage_a"].split("..")[0]) for row in oracle.TABLE["amount_of_insurance"]]
    a = rng.choice(starts + [start - 1000 for start in starts[1:]] + [2_000_000])
    if a > 500_000 and not risky():
        a = rng.choice([750_000, 680_000, 500_000, 425_000, 312_000, 287_000, 240_000])
    if rng.random() < 0.5:
        a = rng.randrange(60, 500) * 1000
    home_age = rng.choice([0, 1, 2, 3, 4, 6, 7, 10, 11, 20, 21, 30, 31, 40, 41, 60, 61, 80, 81, 130, rng.randrange(90)])
    worn = [21, 30, 31, 45] if risky() else [0, 5, 6, 10, 11, 15, 16, 20]
    roof_age = min(home_age, rng.choice(worn))
    systems_age = min(home_age, rng.choice([41, 70] if risky() else [5, 20, 40]))
    protection = rng.choice([9, 10]) if risky() else rng.randrange(1, 9)
    per_thousand = rng.choice([550, 599, 600, 700, 799] if risky() else [800, 850, 900, 1000, 1100])  # Coverage A, of the replacement cost
    territory = rng.choice(["T1", "T2", "T3", "T4", "T5", "T6"])

    home = {"id": f"H-{number}", "effective": effective.isoformat(), "territory": territory}
    home["occupancy"] = "vacant" if risky() else rng.choice(["primary", "primary", "primary", "secondary", "seasonal"])
    home["families"] = rng.choice([1, 1, 2])
    home["construction"] = rng.choice(["frame", "brick_veneer", "brick", "fire_resistive"])
    home["year_built"] = year - home_age
    home["protection_class"] = protection
    miles = Decimal(rng.randrange(0, 50) if protection < 9 else rng.randrange(30, 180)) / 10
    home["miles_to_station"] = rng.choice([float(miles), str(miles)])
    home["roof"] = rng.choice(["asphalt", "wood_shake", "tile", "metal"])
    home["roof_year"] = year - roof_age if roof_age != home_age else rng.choice([year - roof_age, None])
    home["systems_year"] = year - systems_age if systems_age != home_age else rng.choice([year - systems_age, None])
    home["replacement_cost"] = max(50_000, a * 1000 // per_thousand)
    home["pool"] = "unfenced" if risky() else rng.choice(["no_pool", "no_pool", "fenced"])
    home["coverage_a"] = a
    wish = {"b": [0, 10, 15, 25], "c": [40, 45, 50, 60, 80], "d": [15, 20, 30]}
    for letter, shares in wish.items():
        if rng.random() < 0.35:
            home[f"coverage_{letter}"] = a * rng.choice(shares) // 100 + rng.choice([0, 0, 250])
    if risky():
        home["coverage_c"] = a * 9 // 10
    home["liability_thousands"] = rng.choice([100, 300, 500, 1000])
    home["medical_thousands"] = rng.choice([1, 2, 5])
    offered = [o for o in DEDUCTIBLES if oracle.look_up("deductible", o, coverage_a=Decimal(a)) is not None]
    home["deductible"] = rng.choice(DEDUCTIBLES if risky() else offered)
    if rng.random() < 0.5:
        home["wind_deductible"] = rng.choice(DEDUCTIBLES if risky() or territory in ("T3", "T4", "T6") else ["P5", None])
    home["replacement_cost_contents"] = rng.random() < 0.4
    if rng.random() < 0.4:
        home["water_backup_thousands"] = rng.choice([5, 10, 25])
    home["articles"] = []
    for _ in range(rng.choice([0, 0, 0, 1, 2, 4])):
        article = {"class": rng.choice(CLASSES), "amount": rng.choice([800, 1000, 2500, 5000, 9990, 10_000])}
        if rng.random() < 0.3:
            article["amount"] = f"{rng.randrange(100, 4000)}.{rng.randrange(100):02}"
        if risky():
            article["amount"] = rng.choice([2501, 5001, 18_000, 60_000])
        elif article["class"] == "stamps_and_coins" or rng.random() < 0.2:
            article["appraised"] = True
        if article["class"] in ("jewelry", "furs") and not risky():
            article["appraised"] = True
        if rng.random() < 0.3:
            article["description"] = "as described in the inventory"
        home["articles"].append(article)
    home["fire_alarm"] = rng.choice(["no_alarm", "local", "central_station"])
    if home["occupancy"] == "seasonal" and not risky():
        home["fire_alarm"] = "central_station"
    home["burglar_alarm"] = rng.choice(["no_alarm", "local", "central_station"])
    home["sprinklered"] = rng.random() < 0.2
    home["years_insured"] = rng.choice([0, 2, 3, 5, 6, 9, 10, 24])
    home["multi_policy"] = rng.random() < 0.5
    days, number_of_losses = (900, rng.choice([2, 3, 4, 5])) if risky() else (3600, rng.choice([0, 0, 1, 2]))
    home["losses"] = [draw_loss(rng, effective, days, risky) for _ in range(number_of_losses)]

    for name, value in oracle.DEFAULTS.items():
        if home[name] == value and rng.random() < 0.5:
            del home[name]
    return {name: value for name, value in home.items() if value is not None or rng.random() < 0.5}


def draw_loss(rng, effective, days, risky):
    """A loss within so many days before the policy begins, or about a year's day on which it stops to count."""
    day = effective - timedelta(days=rng.randrange(days))
    if rng.random() < 0.2:
        day = effective.replace(year=effective.year - rng.choice([3, 5, 4]), day=min(effective.day, 28))
        day += timedelta(days=rng.choice([-1, 0, 1]))
    if rng.random() < 0.03:
        day = rng.choice([effective, date(2024, 2, 29)])
    cause = "water" if risky() else rng.choice(CAUSES)
    if cause == "water" and days == 3600 and not risky():
        cause = "theft"
    paid = rng.choice([0, "499.99", 500, "1830.55", "6400.00", 25_000])
    if risky():
        paid = rng.choice(["25000.01", 48_000])
    loss = {"occurred": day.isoformat(), "cause": cause, "paid": paid}
    if risky():
        loss["repaired"] = False
    elif rng.random() < 0.3:
        loss["repaired"] = rng.choice([True, None])
    return loss


def shown(home, answer):
    """What this home shows: names of table cells, rules, bands, limits that bite and boundaries."""
    full = oracle.DEFAULTS | {k: v for k, v in home.items() if v is not None}
    effective = date.fromisoformat(home["effective"])
    a = Decimal(full["coverage_a"])
    marks = {("table", *cell) for cell in oracle.USED} | {("rule", code) for code in answer["reasons"]}
    marks |= {("decision", answer["authority"], full["territory"]), ("effective", home["effective"][5:] == "02-29")}
    zone = oracle.look_up("territory", "wind_zone", territory=full["territory"])
    mandatory = oracle.look_up("territory", "mandatory_wind", territory=full["territory"])
    marks.add(("wind", zone, full.get("wind_deductible") or mandatory or full["deductible"]))
    marks.add(("wind asked for", full.get("wind_deductible") is not None, mandatory is not None))
    marks.add(("liability", full["liability_thousands"], full["occupancy"]))
    marks.add(("occupancy", full["occupancy"], full["families"]))
    marks.add(("alarms", full["fire_alarm"], full["burglar_alarm"], full["sprinklered"]))
    marks.add(("medical", full["medical_thousands"]))
    marks.add(("water backup", full.get("water_backup_thousands")))
    marks.add(("contents", full["replacement_cost_contents"]))
    marks.add(("new home", oracle.new_home_credit(effective.year - full["year_built"])))
    marks.add(("claim free", oracle.claim_free_credit(full["years_insured"]), answer["chargeable_losses"] == 0))
    marks.add(("surcharge", min(answer["chargeable_losses"], 3)))
    marks.add(("binding limit", full["protection_class"]))
    marks.add(("fees", answer["fees"]))
    if answer["credits"] == "0.35":
        marks.add(("credits limited",))
    if answer["premium"] == "350.00":
        marks.add(("minimum premium",))
    for cover in answer["coverages"][1:4]:
        asked = full.get(f"coverage_{cover['coverage'].lower()}") is not None
        sign = Decimal(cover["premium"]).compare(0)
        marks.add(("limit", cover["coverage"], asked, int(sign)))
        if cover["coverage"] == "C" and sign < 0 and (a / 2 - Decimal(cover["limit"])) * Decimal("0.95") / 1000 % 1 == Decimal("0.5"):
            marks.add(("a credit of half a dollar",))
    for article, line in zip(full["articles"], answer["scheduled"]):
        rate = oracle.look_up("scheduled_property", "rate", **{"class": article["class"], "territory": full["territory"]})
        if Decimal(str(article["amount"])) * Decimal(rate) / 100 % 1 == Decimal("0.5"):
            marks.add(("a charge of half a dollar",))
        marks.add(("article", article["class"], "appraised" in article))
    paid, recent = [], 0
    for loss in full["losses"]:
        day = date.fromisoformat(loss["occurred"])
        years = oracle.completed_years(day, effective)
        tomorrow = oracle.completed_years(day - timedelta(days=1), effective)
        marks.add(("cause", loss["cause"]))
        if tomorrow != years and tomorrow in (3, 5):
            marks.add(("a day short of", tomorrow))
        if (day.month, day.day) == (2, 29):
            marks.add(("a loss on 29 February",))
        if day == effective:
            marks.add(("a loss on the first day",))
        recent += years < 3
        if years < 5:
            paid.append(Decimal(str(loss["paid"])))
    if len(paid) > 1 and paid.count(max(paid)) > 1:
        marks.add(("two largest losses",))
    marks.add(("to value", int(oracle.divided(a, Decimal(full["replacement_cost"]), 3) * 1000)))
    marks.add(("roof", min(effective.year - full.get("roof_year", full["year_built"]), 32), full["roof"]))
    marks.add(("systems", min(effective.year - full.get("systems_year", full["year_built"]), 42)))
    marks.add(("recent losses", recent))
    marks.add(("largest loss", answer["largest_loss"]))
    marks.add(("losses", min(len(full["losses"]), 1), answer["largest_loss"] is None))
    marks |= {("left out", name) for name in oracle.DEFAULTS if name not in home}
    marks |= {("null", name) for name in ("roof_year", "systems_year", "wind_deductible") if home.get(name, 0) is None}
    return marks


def required():
    """What the book must show at least; the rest is kept because it came up."""
    marks = {("rule", code) for code in RULES}
    for table, rows in oracle.TABLE.items():
        columns = ["rate", "appraisal_over"] if table == "scheduled_property" else list(rows[0])[1:]
        marks |= {("table", table, i, column) for i in range(len(rows)) for column in columns}
    marks |= {("wind", zone, option) for zone in oracle.WIND for option in DEDUCTIBLES}
    marks |= {("liability", limit, occupancy) for limit, row in oracle.LIABILITY.items() for occupancy in row}
    marks |= {("binding limit", protection) for protection in range(1, 11)}
    marks |= {("surcharge", number) for number in range(4)} | {("cause", cause) for cause in CAUSES}
    marks |= {("limit", "B", True, 0), ("limit", "B", True, 1), ("limit", "C", True, -1), ("limit", "C", True, 1), ("limit", "D", True, 1)}
    marks |= {("to value", share) for share in (599, 600, 799, 800)} | {("recent losses", number) for number in range(6)}
    marks |= {("roof", age, roof) for age in (20, 21) for roof in ("asphalt", "wood_shake")} | {("systems", 40), ("systems", 41)}
    marks |= {("largest loss", "25000.00"), ("largest loss", "25000.01"), ("roof", 30, "tile"), ("roof", 31, "tile")}
    marks |= {("credits limited",), ("minimum premium",), ("a credit of half a dollar",), ("a charge of half a dollar",)}
    marks |= {("a day short of", 3), ("a day short of", 5), ("a loss on 29 February",), ("a loss on the first day",), ("two largest losses",)}
    return marks


def choose(drawn):
    """The book: homes that show something new first, then others, a third of each decision."""
    room = dict.fromkeys(("bind", "refer", "decline"), THIRD)
    book, seen = [], set()
    for least_new in (12, 6, 3, 2, 1, 0):
        for home, answer, marks in drawn:
            if len(marks - seen) >= least_new and room[answer["authority"]] > 0 and home not in book:
                room[answer["authority"]] -= 1
                seen |= marks
                book.append(home)
    assert not any(room.values()), f"not enough homes: {room}"
    assert not required() - seen, f"never shown: {sorted(map(str, required() - seen))}"
    times = Counter(code for home in book for code in set(oracle.answer(home)["reasons"]))
    assert all(times[code] >= 3 for code in RULES), f"rules shown fewer than three times: {times}"
    return book


def main():
    rng, drawn = random.Random(2025), []
    for number in range(DRAWS):
        home = draw(rng, number)
        oracle.USED.clear()
        answer = oracle.answer(home)
        drawn.append((home, answer, shown(home, answer)))
    book = choose(drawn)
    with open(HERE / "book.jsonl", "w") as risks, open(HERE / "book.expected.jsonl", "w") as answers:
        for number, home in enumerate(book, 1):
            home["id"] = f"H-{number:03}"
            print(json.dumps(home, separators=(",", ":")), file=risks)
            print(json.dumps(oracle.answer(home), separators=(",", ":")), file=answers)


if __name__ == "__main__":
    main()
