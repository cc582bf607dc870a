#!/usr/bin/env python3
"""An independent oracle for the homeowners example.

It computes, from the same CSV tables but with nothing of Lutine, what the manual says about each home: Python's decimal
module, exact throughout (no operation here needs more than its 28 digits). Small tables that the rulebook prints inline are
typed a second time. A home for which it disagrees with the rulebook is a fault in one of the two.

    python3 oracle.py < book.jsonl > book.expected.jsonl        # one home a line in, one answer a line out
    python3 oracle.py < full_credits.json                       # or a single home, on several lines
"""
import csv
import json
import sys
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal, Inexact, getcontext
from pathlib import Path

TABLES = Path(__file__).parent.parent / "tables"
DEFAULTS = {
    "pool": "no_pool", "liability_thousands": 100, "medical_thousands": 1, "replacement_cost_contents": False,
    "fire_alarm": "no_alarm", "burglar_alarm": "no_alarm", "sprinklered": False, "multi_policy": False,
}
PROPERTY = {"B": ("0.10", "4.10", None), "C": ("0.50", "1.75", "0.95"), "D": ("0.20", "3.25", None)}
LIABILITY = {
    100: {"primary": 0, "secondary": 9, "seasonal": 12, "vacant": 48},
    300: {"primary": 19, "secondary": 26, "seasonal": 31, "vacant": 85},
    500: {"primary": 32, "secondary": 41, "seasonal": 47, "vacant": 118},
    1000: {"primary": 58, "secondary": 70, "seasonal": 79, "vacant": 186},
}
MEDICAL = {1: 0, 2: 5, 5: 14}
WATER_BACKUP = {5: 45, 10: 72, 25: 130}
FIRE_ALARM = {"no_alarm": "0", "local": "0.02", "central_station": "0.05"}
BURGLAR_ALARM = {"no_alarm": "0", "local": "0.015", "central_station": "0.045"}
SURCHARGE = ["1.000", "1.120", "1.285", "1.500"]
FLAT = {"D500": 500, "D1000": 1000, "D2500": 2500, "D5000": 5000}
PERCENT = {"P1": "0.01", "P2": "0.02", "P5": "0.05"}
WIND = {
    "seacoast": {"P1": "0.965", "P2": "0.920", "P5": "0.835"},
    "coastal": {"P1": "0.980", "P2": "0.955", "P5": "0.905"},
    "hail": {"P1": "0.980", "P2": "0.955", "P5": "0.905"},
    "inland": {"P1": "0.995", "P2": "0.995", "P5": "0.985"},
}

getcontext().traps[Inexact] = True  # a digit lost anywhere but in a rounding that the manual asks for is an error
ROUNDING = Context(rounding=ROUND_HALF_UP, traps=[])


def rows(name):
    with open(TABLES / f"{name}.csv", newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


TABLE = {path.stem: rows(path.stem) for path in sorted(TABLES.glob("*.csv"))}
USED = set()  # (table, row, column) of every cell that an answer came from; the book's generator reads it


def holds(cell, value):
    """Whether a key cell, a value, range, set or `_`, holds the value."""
    if cell == "_":
        return True
    if cell.startswith("{"):
        return value in [member.strip() for member in cell.strip("{}").split(",")]
    if ".." in cell:
        low, high = cell.split("..")
        if high.startswith("<"):
            return Decimal(low) <= value < Decimal(high[1:])
        return Decimal(low) <= value and (high == "" or value <= Decimal(high))
    return cell == str(value)


def look_up(table, column, **keys):
    hits = [i for i, row in enumerate(TABLE[table]) if all(holds(row[k], v) for k, v in keys.items())]
    assert len(hits) == 1, f"{table} {keys}: {len(hits)} rows"
    cell = TABLE[table][hits[0]][column]
    USED.add((table, hits[0], column))
    return cell if cell != "" else None


def dollars(amount):
    return amount.quantize(Decimal(1), context=ROUNDING)


def divided(a, b, places):
    """a ÷ b, half up, at so many places; both positive, by whole numbers, so that no digit is lost before the rounding."""
    (an, ad), (bn, bd) = a.as_integer_ratio(), b.as_integer_ratio()
    numerator, denominator = an * bd * 10**places, ad * bn
    return Decimal((2 * numerator + denominator) // (2 * denominator)).scaleb(-places)


def completed_years(start, end):
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))


def plain(number):
    """The shortest text of a decimal."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def money(amount):
    # Adding 0 turns Python's negative zero, which no amount of money has, into 0.
    return None if amount is None else f"{amount + 0:.2f}"


def deductible_dollars(option, coverage_a):
    return Decimal(FLAT[option]) if option in FLAT else dollars(coverage_a * Decimal(PERCENT[option]))


def limits_of(home, a):
    limits = {"A": a}
    for letter, (basic, _, _) in PROPERTY.items():
        asked = home.get(f"coverage_{letter.lower()}")
        limits[letter] = dollars(a * Decimal(basic)) if asked is None else Decimal(asked)
    limits["E"] = Decimal(home["liability_thousands"] * 1000)
    limits["F"] = Decimal(home["medical_thousands"] * 1000)
    return limits


def changed_limit_charge(letter, limit, a):
    basic, charge, credit = PROPERTY[letter]
    change = limit - dollars(a * Decimal(basic))
    rate = Decimal(charge) if change > 0 else Decimal(credit or 0)
    return dollars(change * rate / 1000)


def new_home_credit(age):
    for limit, credit in ((1, "0.15"), (3, "0.12"), (6, "0.08"), (10, "0.04")):
        if age <= limit:
            return Decimal(credit)
    return Decimal(0)


def claim_free_credit(years):
    return Decimal("0.12" if years >= 10 else "0.08" if years >= 6 else "0.05" if years >= 3 else "0")


def credits_of(home, home_age, chargeable):
    devices = Decimal(FIRE_ALARM[home["fire_alarm"]]) + Decimal(BURGLAR_ALARM[home["burglar_alarm"]])
    if home["sprinklered"]:
        devices += Decimal("0.08")
    total = new_home_credit(home_age) + min(devices, Decimal("0.10"))
    if chargeable == 0:
        total += claim_free_credit(home["years_insured"])
    if home["multi_policy"]:
        total += Decimal("0.10")
    return min(total, Decimal("0.35"))


def occupancy_factor(home):
    if home["occupancy"] == "vacant":
        return Decimal("1.600")
    if home["occupancy"] in ("secondary", "seasonal"):
        return Decimal("1.165")
    return Decimal("1.120" if home["families"] == 2 else "1.000")


def binding_limit(protection_class):
    return Decimal(750_000) if protection_class <= 6 else Decimal(500_000) if protection_class <= 8 else None


def answer(home):
    """The output of the rulebook for one home, money as text, as it leaves the engine."""
    home = DEFAULTS | {name: value for name, value in home.items() if value is not None}
    effective = date.fromisoformat(home["effective"])
    a = Decimal(home["coverage_a"])
    territory, protection = home["territory"], home["protection_class"]
    home_age = effective.year - home["year_built"]
    roof_age = effective.year - home.get("roof_year", home["year_built"])
    systems_age = effective.year - home.get("systems_year", home["year_built"])
    limits = limits_of(home, a)

    losses = []
    for loss in home["losses"]:
        years = completed_years(date.fromisoformat(loss["occurred"]), effective)
        paid = Decimal(str(loss["paid"]))
        weather = loss["cause"] in ("lightning", "wind", "hail")
        repaired = loss.get("repaired")
        losses.append((loss["cause"], years, paid, years < 3 and paid >= 500 and not weather, repaired is not False))
    chargeable = sum(1 for loss in losses if loss[3])
    largest = max((paid for _, years, paid, _, _ in losses if years < 5), default=None)

    option = home["deductible"]
    relativity = look_up("deductible", option, coverage_a=a)
    mandatory = look_up("territory", "mandatory_wind", territory=territory)
    wind_option = home.get("wind_deductible") or mandatory or option
    zone = look_up("territory", "wind_zone", territory=territory)
    wind_amount = deductible_dollars(wind_option, a)
    credits = credits_of(home, home_age, chargeable)

    dwelling = Decimal(look_up("territory", "base", territory=territory))
    dwelling *= Decimal(look_up("amount_of_insurance", "factor", coverage_a=a))
    dwelling *= Decimal(look_up("protection_construction", home["construction"], protection_class=protection))
    dwelling = dollars(dwelling)
    dwelling *= Decimal(look_up("age_of_home", "factor", home_age=home_age))
    dwelling *= Decimal(look_up("roof", home["roof"], roof_age=roof_age))
    dwelling *= occupancy_factor(home)
    dwelling = dollars(dwelling)
    dwelling *= Decimal(relativity or 1) * Decimal(WIND[zone].get(wind_option, "1"))
    if home["replacement_cost_contents"]:
        dwelling *= Decimal("1.085")
    dwelling *= Decimal(SURCHARGE[min(chargeable, 3)]) * (1 - credits)
    dwelling = dollars(dwelling)

    charges = {"A": dwelling}
    for letter in "BCD":
        charges[letter] = changed_limit_charge(letter, limits[letter], a)
    charges["E"] = Decimal(LIABILITY[home["liability_thousands"]][home["occupancy"]])
    charges["F"] = Decimal(MEDICAL[home["medical_thousands"]])

    scheduled, unappraised, schedule_total = [], 0, Decimal(0)
    for article in home["articles"]:
        amount = Decimal(str(article["amount"]))
        keys = {"class": article["class"], "territory": territory}
        premium = dollars(amount * Decimal(look_up("scheduled_property", "rate", **keys)) / 100)
        over = look_up("scheduled_property", "appraisal_over", **keys)
        unappraised += over is not None and amount > Decimal(over) and not article.get("appraised")
        schedule_total += amount
        scheduled.append({"class": article["class"], "premium": money(premium)})

    premium = sum(charges.values()) + sum(Decimal(s["premium"]) for s in scheduled)
    if "water_backup_thousands" in home:
        premium += WATER_BACKUP[home["water_backup_thousands"]]
    premium = max(premium, Decimal(350))
    fees = Decimal(35) + (Decimal("62.50") if home_age > 40 else 0)

    to_value = divided(a, Decimal(home["replacement_cost"]), 3)
    bindable = binding_limit(protection)
    reasons = []

    def rule(code, times):
        reasons.extend([code] * int(times))

    rule("D01_VACANT", home["occupancy"] == "vacant")
    rule("D02_GROSSLY_UNDERINSURED", to_value < Decimal("0.6"))
    rule("D03_ABOVE_TREATY", a > 1_500_000)
    rule("D04_ROOF_WORN_OUT", roof_age > 30 or (home["roof"] == "wood_shake" and roof_age > 20))
    rule("D05_LOSS_FREQUENCY", sum(1 for loss in losses if loss[1] < 3) >= 4)
    rule("D06_UNREPAIRED", sum(1 for loss in losses if not loss[4]))
    rule("D07_DEDUCTIBLE_NOT_OFFERED", relativity is None)
    rule("D08_WIND_DEDUCTIBLE_TOO_LOW", mandatory is not None and wind_amount < deductible_dollars(mandatory, a))
    rule("R01_NO_AUTHORITY_FOR_CLASS", bindable is None)
    rule("R02_ABOVE_AUTHORITY", bindable is not None and a > bindable)
    rule("R03_TOTAL_INSURED", sum(limits[letter] for letter in "ABCD") > 1_400_000)
    rule("R04_OLD_ROOF", roof_age > 20)
    rule("R05_OLD_SYSTEMS", systems_age > 40)
    rule("R06_UNDERINSURED", to_value < Decimal("0.8"))
    rule("R07_HIGH_CONTENTS", limits["C"] > a * Decimal("0.8"))
    rule("R08_WATER_LOSS", sum(1 for loss in losses if loss[0] == "water" and loss[1] < 5))
    rule("R09_LARGE_LOSS", largest is not None and largest > 25_000)
    rule("R10_TWO_CHARGEABLE_LOSSES", chargeable >= 2)
    rule("R11_NOT_APPRAISED", unappraised)
    rule("R12_LARGE_SCHEDULE", schedule_total > 50_000)
    rule("R13_UNFENCED_POOL", home["pool"] == "unfenced")
    rule("R14_EMPTY_PART_OF_THE_YEAR", home["occupancy"] == "seasonal" and home["fire_alarm"] != "central_station")
    declined, referred = (any(code[0] == letter for code in reasons) for letter in "DR")

    return {
        "id": home["id"],
        "authority": "decline" if declined else "refer" if referred else "bind",
        "reasons": reasons,
        "coverages": [{"coverage": k, "limit": money(limits[k]), "premium": money(charges[k])} for k in "ABCDEF"],
        "deductible": money(deductible_dollars(option, a)),
        "wind_deductible": money(wind_amount),
        "scheduled": scheduled,
        "chargeable_losses": chargeable,
        "largest_loss": money(largest),
        "credits": plain(credits),
        "premium": money(premium),
        "fees": money(fees),
        "total": money(premium + fees),
    }


def homes(text):
    """The JSON values of a text, one after the other; decimals stay as they are written."""
    decoder, text = json.JSONDecoder(parse_float=str), text.strip()
    while text:
        home, end = decoder.raw_decode(text)
        text = text[end:].lstrip()
        yield home


if __name__ == "__main__":
    for home in homes(sys.stdin.read()):
        print(json.dumps(answer(home), separators=(",", ":")))
