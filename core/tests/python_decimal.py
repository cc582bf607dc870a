"""Exact results of operations on numbers, by Python's own decimals and fractions.

Reads one case a line from standard input, writes its result a line: the shortest text of the number, or the code of the
error. Modes and half-way cases mean what Python's `decimal` says; Q is written here anew.
"""

import decimal
import sys
from decimal import Decimal
from fractions import Fraction

decimal.getcontext().prec = 400
decimal.getcontext().Emax = decimal.MAX_EMAX
decimal.getcontext().Emin = decimal.MIN_EMIN
decimal.getcontext().traps[decimal.Inexact] = True

LIMIT = 2**96
MODES = {
    "half_up": decimal.ROUND_HALF_UP,
    "half_even": decimal.ROUND_HALF_EVEN,
    "half_down": decimal.ROUND_HALF_DOWN,
    "up": decimal.ROUND_UP,
    "down": decimal.ROUND_DOWN,
    "floor": decimal.ROUND_FLOOR,
    "ceiling": decimal.ROUND_CEILING,
}


def text(value):
    """The shortest text of an exact value that fits, else None."""
    value = Fraction(value)
    for scale in range(29):
        coefficient = value * 10**scale
        if coefficient.denominator == 1:
            if abs(coefficient) >= LIMIT:
                return None
            shown = format(Decimal(coefficient.numerator).scaleb(-scale), "f")
            return "0" if value == 0 else shown
    return None


def q(value):
    """Half-even to the most places, up to 28, that keep the coefficient below 2^96."""
    for scale in range(28, -1, -1):
        coefficient = round(Fraction(value) * 10**scale)  # of a Fraction: exact, half-even
        if abs(coefficient) < LIMIT:
            return text(Fraction(coefficient, 10**scale))
    return "overflow"


def to_whole(value, mode):
    """A fraction rounded to a whole number in the manner of Python's decimal."""
    below = value.numerator // value.denominator
    twice = 2 * (value - below)
    quarter = Decimal(0) if twice == 0 else Decimal("0.25") if twice < 1 else Decimal("0.5") if twice == 1 else Decimal("0.75")
    return int((Decimal(below) + quarter).to_integral_value(rounding=MODES[mode]))


def rounded(value, mode, step):
    if step <= 0:
        return "step_not_positive"
    result = to_whole(Fraction(value) / Fraction(step), mode) * Fraction(step)
    if step.normalize().as_tuple().digits == (1,):
        with decimal.localcontext() as context:
            context.traps[decimal.Inexact] = False
            assert Fraction(value.quantize(step.normalize(), rounding=MODES[mode])) == result
    return text(result) or "overflow"


def remainder(a, b):
    # Python's `%` on decimals is this remainder too, with the sign of the dividend.
    return text(a % b)


def real(operation, a, b):
    """Roots, exponentials, logarithms and powers, to 110 digits; what is exact with fewer is exact."""
    if operation in ("sqrt", "ln") and a < 0 or operation == "ln" and a == 0:
        return "no_such_number"
    if operation == "pow":
        if b == 0 or a == 1:
            return "1"
        if a == 0:
            return "division_by_zero" if b < 0 else "0"
        if a < 0 and b != b.to_integral_value():
            return "no_such_number"
    with decimal.localcontext() as context:
        context.prec = 110
        context.traps[decimal.Inexact] = False
        if operation == "sqrt":
            return q(a.sqrt())
        if operation == "ln":
            return q(a.ln())
        exponent = a if operation == "exp" else b * abs(a).ln()
        if exponent > 70:
            return "overflow"
        if exponent < -70:
            return "0"
        return q(a.exp() if operation == "exp" else a**b)


def answer(line):
    operation, *words = line.split()
    if operation == "parse":
        if abs(int((words[0].lower().partition("e")[2] or "0"))) > 10**6:
            return "0" if not set(words[0].lower().partition("e")[0]) & set("123456789") else "too_many_digits"
        return text(Decimal(words[0])) or "too_many_digits"
    if operation == "round":
        mode, value, step = words
        return rounded(Decimal(value), mode, Decimal(step))
    a = Decimal(words[0])
    if operation in ("sqrt", "exp", "ln", "pow"):
        return real(operation, a, Decimal(words[-1]))
    if operation == "neg":
        return text(-a)
    if operation == "abs":
        return text(abs(a))
    b = Decimal(words[1])
    if operation == "add":
        return q(a + b)
    if operation == "sub":
        return q(a - b)
    if operation == "mul":
        return q(a * b)
    if operation == "compare":
        return text(a.compare(b))
    if b == 0:
        return "division_by_zero"
    if operation == "div":
        return q(Fraction(a) / Fraction(b))
    if operation == "rem":
        return remainder(a, b)
    raise ValueError(line)


for case in sys.stdin:
    print(answer(case))
