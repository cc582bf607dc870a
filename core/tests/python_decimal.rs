//! Numbers against Python's `decimal`: every operation, rounding mode, sign, tie and limit, text by text.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic
)]

use std::collections::BTreeMap;
use std::io::{ErrorKind, Write};
use std::process::{Command, Stdio};

use lutine_core::number::{Decimal, MAX_COEFFICIENT, Mode, NumberError, ParseError};

const SEED: u64 = 20_251_122;

/// Cases of each operation, and of each mode, for each sort of operands.
const EACH: usize = 400;

/// SplitMix64: small, and the same everywhere.
struct Random(u64);

impl Random {
    fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.bits() % limit
    }

    fn of<T: Copy>(&mut self, choices: &[T]) -> T {
        *choices
            .get(usize::try_from(self.below(choices.len() as u64)).unwrap())
            .unwrap()
    }

    fn scale(&mut self) -> u32 {
        u32::try_from(self.below(29)).unwrap()
    }

    fn coefficient(&mut self) -> u128 {
        let bits = (u128::from(self.bits()) << 64) | u128::from(self.bits());
        (bits & MAX_COEFFICIENT) >> self.below(97)
    }
}

/// What the operands are like.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sort {
    Everyday,
    Any,
    Tie,
    Limit,
}

const SORTS: [(Sort, &str); 4] = [
    (Sort::Everyday, "everyday"),
    (Sort::Any, "any"),
    (Sort::Tie, "tie"),
    (Sort::Limit, "limit"),
];

fn number(negative: bool, coefficient: u128, scale: u32) -> Decimal {
    let magnitude = i128::try_from(coefficient).unwrap();
    Decimal::new(if negative { -magnitude } else { magnitude }, scale).unwrap()
}

fn limit(random: &mut Random, negative: bool) -> Decimal {
    let powers = random.of(&[
        1_u128 << 32,
        1 << 64,
        1 << 95,
        10_u128.pow(28),
        10_u128.pow(14),
        1,
    ]);
    let near = u128::from(random.below(3));
    let coefficient = if random.below(2) == 0 {
        MAX_COEFFICIENT - near
    } else {
        powers - 1 + near
    };
    let scale = random.of(&[0, 0, 1, 2, 14, 27, 28, 28]);
    number(negative, coefficient, scale)
}

fn operand(random: &mut Random, sort: Sort, negative: bool) -> Decimal {
    match sort {
        Sort::Everyday => {
            let (coefficient, scale) = (random.below(10_000_000), random.below(5));
            number(negative, coefficient.into(), u32::try_from(scale).unwrap())
        }
        Sort::Any | Sort::Tie => {
            let (coefficient, scale) = (random.coefficient(), random.scale());
            number(negative, coefficient, scale)
        }
        Sort::Limit => limit(random, negative),
    }
}

/// Two operands whose exact result lies half-way between two neighbours of its last kept place, where there is such a pair.
fn tie(random: &mut Random, operation: &str, signs: (bool, bool)) -> (Decimal, Decimal) {
    let half = number(signs.1, 5, 1);
    let odd = (random.coefficient() >> 8) | 1;
    match operation {
        // c·10⁻²⁸ × 0.5 and ÷ 2.
        "mul" => (number(signs.0, odd, 28), half),
        "div" => (number(signs.0, odd, 28), number(signs.1, 2, 0)),
        // A coefficient of 29 digits whose sum with another leaves one digit less room: …5 is dropped.
        _ => {
            let step = u128::from(random.below(1_000_000));
            let large = number(signs.0, MAX_COEFFICIENT - step, 0);
            let fraction = random.of(&[1_u128, 3, 5, 7]);
            (large, number(signs.1, fraction * 5, 1))
        }
    }
}

fn steps(random: &mut Random, sort: Sort) -> Decimal {
    let any = operand(random, Sort::Any, false);
    let listed = random.of(&[
        "0.01",
        "1",
        "5",
        "0.05",
        "0.00025",
        "0.001",
        "100",
        "0.25",
        "3",
        "0.0000000000000000000000000001",
    ]);
    match sort {
        Sort::Any if !any.is_zero() => any,
        _ => listed.parse().unwrap(),
    }
}

/// A value to round to a multiple of `step`.
fn to_round(random: &mut Random, sort: Sort, step: Decimal, negative: bool) -> Decimal {
    if sort != Sort::Tie {
        return operand(random, sort, negative);
    }
    let odd = i64::try_from(random.below(100_000) * 2 + 1).unwrap();
    let half = step.div(Decimal::from_i64(2)).unwrap();
    let tie = half.mul(Decimal::from_i64(odd)).unwrap_or(half);
    if negative { tie.neg() } else { tie }
}

/// A power: interest over many periods, whole and fractional powers, roots that are decimals, half-way cases.
fn power(random: &mut Random, sort: Sort, signs: (bool, bool)) -> (Decimal, Decimal) {
    let small =
        |random: &mut Random, limit| Decimal::from_i64(i64::try_from(random.below(limit)).unwrap());
    let signed = |number: Decimal, negative| if negative { number.neg() } else { number };
    match sort {
        Sort::Everyday => {
            let rate = number(false, 100_000 + u128::from(random.below(2_000)), 5);
            (
                signed(rate, signs.0),
                signed(small(random, 10_001), signs.1),
            )
        }
        Sort::Tie => {
            let (root, degree) = (small(random, 50), 1 + random.below(6));
            let scale = u32::try_from(random.below(3)).unwrap();
            let root = number(false, root.coefficient().unsigned_abs(), scale);
            let degree = Decimal::from_i64(i64::try_from(degree).unwrap());
            let base = root.pow(degree).unwrap();
            if random.below(3) == 0 {
                let half = random
                    .of(&["0.5", "2", "0.25", "1.5", "5", "0.2"])
                    .parse()
                    .unwrap();
                return (signed(half, signs.0), signed(small(random, 120), signs.1));
            }
            let power = random
                .of(&["0.5", "0.25", "0.2", "1.5", "2", "0.125", "2.5", "3"])
                .parse()
                .unwrap();
            (
                signed(base, signs.0 && random.below(2) == 0),
                signed(power, signs.1),
            )
        }
        Sort::Any => {
            let exponent = number(signs.1, random.below(400_000).into(), 4);
            let negative = signs.0 && random.below(4) == 0;
            (operand(random, Sort::Any, negative), exponent)
        }
        Sort::Limit => {
            let negative = signs.0 && random.below(4) == 0;
            (limit(random, negative), limit(random, signs.1))
        }
    }
}

/// A root, an exponential, a logarithm or a power.
fn real(
    random: &mut Random,
    operation: &'static str,
    sort: (Sort, &str),
    signs: (bool, bool),
) -> Case {
    let (a, b) = match (operation, sort.0) {
        ("pow", sort) => power(random, sort, signs),
        ("exp", Sort::Everyday | Sort::Any) => {
            let exponent = number(signs.0, random.below(700_000_000).into(), 7);
            (exponent, exponent)
        }
        // Squares, and numbers next to one.
        ("sqrt", Sort::Tie) => {
            let root = number(
                false,
                random.below(1 << 48).into(),
                u32::try_from(random.below(15)).unwrap(),
            );
            let square = root.mul(root).unwrap();
            (square, square)
        }
        ("ln" | "exp", Sort::Tie) => {
            let tiny = number(
                signs.0,
                random.below(100).into(),
                u32::try_from(20 + random.below(9)).unwrap(),
            );
            let near = if operation == "ln" {
                Decimal::ONE.add(tiny).unwrap()
            } else {
                tiny
            };
            (near, near)
        }
        (_, sort) => {
            let negative = signs.0 && random.below(8) == 0;
            let a = operand(random, sort, negative);
            (a, a)
        }
    };
    let ours = show(match operation {
        "sqrt" => a.sqrt(),
        "exp" => a.exp(),
        "ln" => a.ln(),
        _ => a.pow(b),
    });
    Case {
        line: format!("{operation} {a} {b}"),
        cell: format!("{operation}, {}", sort.1),
        ours,
        negative: signs.0,
    }
}

/// A number's text: long, short, with and without exponent, sometimes one that does not fit.
fn number_text(random: &mut Random, sort: Sort, negative: bool) -> String {
    let sign = if negative { "-" } else { "" };
    let digits = operand(random, sort, false).coefficient();
    let fraction = random.coefficient() >> random.of(&[0, 32, 64, 90, 96]);
    let zeros = "0".repeat(usize::try_from(random.below(40)).unwrap());
    let exponent = match sort {
        Sort::Limit => random.of(&[
            "",
            "e28",
            "e-28",
            "E+29",
            "e-29",
            "e999999999999999999999",
            "e-999999999999999999999",
        ]),
        _ => random.of(&["", "", "", "e3", "E-5", "e+12", "e-20"]),
    };
    match random.below(4) {
        0 => format!("{sign}{digits}{exponent}"),
        1 => format!("{sign}{digits}.{fraction}{zeros}{exponent}"),
        2 => format!("{sign}0.{zeros}{digits}{exponent}"),
        _ => format!("{sign}{}.0{zeros}{exponent}", digits % 1000),
    }
}

fn show(result: Result<Decimal, NumberError>) -> String {
    result.map_or_else(|error| error.code().to_owned(), |number| number.to_string())
}

/// One case: the line for Python, and what this library says.
struct Case {
    line: String,
    cell: String,
    ours: String,
    negative: bool,
}

fn binary(
    random: &mut Random,
    operation: &'static str,
    sort: (Sort, &str),
    signs: (bool, bool),
) -> Case {
    let (a, b) = if sort.0 == Sort::Tie {
        tie(random, operation, signs)
    } else {
        let b = operand(random, sort.0, signs.1);
        (
            operand(random, sort.0, signs.0),
            if random.below(50) == 0 {
                Decimal::ZERO
            } else {
                b
            },
        )
    };
    let ours = match operation {
        "add" => show(a.add(b)),
        "sub" => show(a.sub(b)),
        "mul" => show(a.mul(b)),
        "div" => show(a.div(b)),
        "rem" => show(a.rem(b)),
        "neg" => a.neg().to_string(),
        "abs" => a.abs().to_string(),
        _ => (a.cmp(&b) as i8).to_string(),
    };
    Case {
        line: format!("{operation} {a} {b}"),
        cell: format!("{operation}, {}", sort.1),
        ours,
        negative: signs.0,
    }
}

fn rounding(random: &mut Random, mode: Mode, sort: (Sort, &str), negative: bool) -> Case {
    let mut step = steps(random, sort.0);
    let value = to_round(random, sort.0, step, negative);
    if random.below(100) == 0 {
        step = if negative { step.neg() } else { Decimal::ZERO };
    }
    let word = mode.to_string().replace(' ', "_");
    let ours = show(value.round(mode, step));
    Case {
        line: format!("round {word} {value} {step}"),
        cell: format!("round {mode}, {}", sort.1),
        ours,
        negative,
    }
}

fn parsing(random: &mut Random, sort: (Sort, &str), negative: bool) -> Case {
    let text = number_text(random, sort.0, negative);
    let ours = match text.parse::<Decimal>() {
        Ok(number) => number.to_string(),
        Err(ParseError::TooManyDigits) => "too_many_digits".to_owned(),
        Err(error) => panic!("{text}: {error}"),
    };
    Case {
        line: format!("parse {text}"),
        cell: format!("parse, {}", sort.1),
        ours,
        negative,
    }
}

fn cases(random: &mut Random) -> Vec<Case> {
    let operations = ["add", "sub", "mul", "div", "rem", "neg", "abs", "compare"];
    let mut cases = Vec::new();
    for sort in SORTS {
        for turn in 0..EACH {
            let signs = (turn % 2 == 1, turn % 4 > 1);
            cases.extend(operations.map(|operation| binary(random, operation, sort, signs)));
            cases.extend(Mode::ALL.map(|mode| rounding(random, mode, sort, signs.0)));
            let reals = ["sqrt", "exp", "ln", "pow"];
            cases.extend(reals.map(|operation| real(random, operation, sort, signs)));
            cases.push(parsing(random, sort, signs.0));
        }
    }
    cases
}

/// Python's answers, a line for each case; nothing if there is no Python.
fn python(cases: &[Case]) -> Option<Vec<String>> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/python_decimal.py");
    let started = Command::new("python3")
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let mut child = match started {
        Err(error) if error.kind() == ErrorKind::NotFound => return None,
        started => started.expect("python3 starts"),
    };
    let mut input = child.stdin.take().unwrap();
    let lines: String = cases
        .iter()
        .map(|case| format!("{}\n", case.line))
        .collect();
    let writer = std::thread::spawn(move || input.write_all(lines.as_bytes()));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().expect("python3 reads every case");
    assert!(output.status.success(), "python3 failed");
    Some(
        String::from_utf8(output.stdout)
            .unwrap()
            .lines()
            .map(str::to_owned)
            .collect(),
    )
}

#[test]
fn numbers_agree_with_python() {
    let cases = cases(&mut Random(SEED));
    let Some(answers) = python(&cases) else {
        eprintln!("skipped: python3 not found");
        return;
    };
    assert_eq!(answers.len(), cases.len());
    assert!(cases.len() >= 20_000);
    // Values of a positive and of a negative first operand, and errors.
    let mut counts: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    let mut wrong = Vec::new();
    for (case, answer) in cases.iter().zip(&answers) {
        let [positive, negative, errors] = counts.entry(&case.cell).or_default();
        let is_error = answer.starts_with(|first: char| first.is_ascii_lowercase());
        *if is_error {
            errors
        } else if case.negative {
            negative
        } else {
            positive
        } += 1;
        if *answer != case.ours {
            wrong.push(format!("{}: Python {answer}, we {}", case.line, case.ours));
        }
    }
    eprintln!("seed {SEED}, {} cases", cases.len());
    eprintln!(
        "{:<30}{:>8}{:>8}{:>8}",
        "operation, operands", "+", "-", "errors"
    );
    for (cell, [positive, negative, errors]) in &counts {
        eprintln!("{cell:<30}{positive:>8}{negative:>8}{errors:>8}");
        assert!(
            positive.min(negative) >= &(EACH / 10),
            "too few values for {cell}"
        );
    }
    wrong.truncate(20);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
