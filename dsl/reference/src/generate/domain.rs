use super::model::{Enum, Model, Ty};
use super::random::Random;

/// A declared range or set, with values inside and outside of it as JSON writes them.
#[derive(Debug, Clone)]
pub struct Domain {
    pub text: String,
    pub inside: Vec<String>,
    pub outside: Vec<String>,
}

impl Domain {
    fn new(text: &str, inside: &[&str], outside: &[&str]) -> Self {
        let owned = |values: &[&str]| values.iter().map(|v| (*v).to_owned()).collect();
        Self {
            text: text.to_owned(),
            inside: owned(inside),
            outside: owned(outside),
        }
    }

    /// A range or set for values of a type, most of the time.
    pub fn of(random: &mut Random, model: &Model, ty: &Ty) -> Option<Self> {
        if random.chance(35) {
            return None;
        }
        match ty {
            Ty::Int => Some(random.pick(&ints()).clone()),
            Ty::Decimal => Some(random.pick(&decimals()).clone()),
            Ty::Money => Some(random.pick(&amounts()).clone()),
            Ty::Date => Some(random.pick(&dates()).clone()),
            Ty::Enum(id) if random.chance(40) => Some(members(random, &model.enums[*id])),
            Ty::Text if random.chance(40) => Some(Self::new(
                r#"{"a", "b", "été"}"#,
                &[r#""a""#, r#""b""#, r#""\u00e9t\u00e9""#],
                &[r#""c""#, r#""""#, r#""A""#],
            )),
            _ => None,
        }
    }
}

fn ints() -> Vec<Domain> {
    vec![
        Domain::new("0..3", &["0", "1", "2", "3"], &["-1", "4", "1e27"]),
        Domain::new("1..5", &["1", "2", "3", "5", "5.0"], &["0", "6", "-0"]),
        Domain::new("-4..4", &["-4", "-1", "0", "2", "4"], &["-5", "5"]),
        Domain::new(
            "0..40",
            &["0", "1", "17", "18", "25", "40", "4e1"],
            &["-1", "41"],
        ),
        Domain::new(
            "{25, 50, 100}",
            &["25", "50", "100", "1e2"],
            &["0", "26", "1000"],
        ),
        Domain::new(
            "{0, 2..4, 9}",
            &["0", "2", "3", "4", "9"],
            &["1", "5", "8", "10"],
        ),
        Domain::new(
            "0..",
            &["0", "1", "7", "1000000", "79228162514264337593543950335"],
            &["-1"],
        ),
        Domain::new("1..<4", &["1", "2", "3"], &["0", "4"]),
    ]
}

fn decimals() -> Vec<Domain> {
    vec![
        Domain::new(
            "0..1",
            &[
                "0",
                "0.5",
                "1",
                "0.0000000000000000000000000001",
                "\"0.25\"",
                "1.0",
            ],
            &["-0.1", "1.1", "2"],
        ),
        Domain::new(
            "0..<1",
            &["0", "0.5", "0.125", "0.9999999999999999999999999999"],
            &["1", "-1e-28"],
        ),
        Domain::new(
            "-2.5..2.5",
            &["-2.5", "-1", "0", "1.25", "2.5"],
            &["-2.51", "3"],
        ),
        Domain::new(
            "0..",
            &[
                "0",
                "1",
                "1.15",
                "12345.678",
                "7.9228162514264337593543950335",
            ],
            &["-0.01"],
        ),
        Domain::new("{0.5, 1, 1.5}", &["0.5", "1", "1.5"], &["0", "2"]),
    ]
}

fn amounts() -> Vec<Domain> {
    vec![
        Domain::new(
            "0..",
            &[
                "0",
                "0.01",
                "12.50",
                "\"1200\"",
                "99999.99",
                "792281625142643375935439503.35",
            ],
            &["-0.01"],
        ),
        Domain::new(
            "0..1_000",
            &["0", "0.05", "250", "999.99", "1000"],
            &["-1", "1000.01"],
        ),
        Domain::new(
            "-50..50",
            &["-50", "-0.01", "0", "12.5", "50.00"],
            &["-50.01", "51"],
        ),
        Domain::new(
            "{100, 250.50, 500}",
            &["100", "250.5", "500"],
            &["0", "250.51"],
        ),
    ]
}

fn dates() -> Vec<Domain> {
    vec![
        Domain::new(
            "2000-01-01..2029-12-31",
            &[
                r#""2000-01-01""#,
                r#""2004-02-29""#,
                r#""2023-03-01""#,
                r#""2024-12-31""#,
                r#""2029-12-31""#,
            ],
            &[r#""1999-12-31""#, r#""2030-01-01""#],
        ),
        Domain::new(
            "2024-01-01..",
            &[
                r#""2024-01-01""#,
                r#""2024-02-29""#,
                r#""2025-02-28""#,
                r#""9999-12-31""#,
            ],
            &[r#""2023-12-31""#, r#""0001-01-01""#],
        ),
    ]
}

fn members(random: &mut Random, of: &Enum) -> Domain {
    let inside = random.some(&of.members);
    let outside: Vec<String> = of
        .members
        .iter()
        .filter(|m| !inside.contains(m))
        .cloned()
        .collect();
    let literals: Vec<String> = inside.iter().map(|m| Enum::literal(m)).collect();
    let json = |members: &[String]| members.iter().map(|m| format!("{m:?}")).collect();
    Domain {
        text: format!("{{{}}}", literals.join(", ")),
        inside: json(&inside),
        outside: json(&outside),
    }
}

/// A value of a type without a range, as JSON writes it.
pub fn sample(random: &mut Random, model: &Model, ty: &Ty) -> String {
    match ty {
        Ty::Bool => random.word(&["true", "false"]),
        Ty::Int if random.chance(5) => random.word(&[
            "100000",
            "-99999999999",
            "79228162514264337593543950335",
            "-79228162514264337593543950335",
            "1e28",
            "20001",
        ]),
        Ty::Int if random.chance(20) => "0".to_owned(),
        Ty::Int => random.between(-3, 9).to_string(),
        Ty::Decimal if random.chance(6) => random.word(&[
            "79228162514264337593543950335",
            "-7922816251426433759354395033.5",
            "1e-28",
            "0.3333333333333333333333333333",
            "-1e28",
        ]),
        Ty::Decimal if random.chance(15) => "0".to_owned(),
        Ty::Decimal => decimal(random, 4),
        Ty::Money if random.chance(5) => random.word(&[
            "792281625142643375935439503.35",
            "-792281625142643375935439503.35",
            "7e26",
        ]),
        Ty::Money if random.chance(15) => "0".to_owned(),
        Ty::Money => decimal(random, 2),
        Ty::Text => random.word(&[
            r#""a""#,
            r#""b""#,
            r#""c""#,
            r#""""#,
            r#""été \"1\"""#,
            r#""a\\b""#,
            r#""x\n\u0001y""#,
        ]),
        Ty::Date if random.chance(6) => random.word(&[
            r#""0001-01-01""#,
            r#""9999-12-31""#,
            r#""9999-11-30""#,
            r#""0001-03-01""#,
        ]),
        Ty::Date if random.chance(30) => random.word(&[
            r#""2000-02-29""#,
            r#""2024-02-29""#,
            r#""2023-02-28""#,
            r#""2023-03-01""#,
            r#""2024-01-31""#,
            r#""2024-12-31""#,
        ]),
        Ty::Date => format!(
            "\"{}-{:02}-{:02}\"",
            random.between(1985, 2031),
            random.between(1, 12),
            random.between(1, 28)
        ),
        Ty::Enum(id) => format!("{:?}", random.pick(&model.enums[*id].members)),
        other => unreachable!("{other:?} is no plain value"),
    }
}

/// A decimal with up to so many places, sometimes as text, sometimes with an exponent.
fn decimal(random: &mut Random, most: u32) -> String {
    let places = random.between(0, i64::from(most)) as usize;
    let sign = if random.chance(25) { "-" } else { "" };
    let whole = random.between(0, 300);
    let text = if places == 0 {
        format!("{sign}{whole}")
    } else {
        let fraction = random.between(0, 10_i64.pow(places as u32) - 1);
        format!("{sign}{whole}.{fraction:0places$}")
    };
    match random.below(12) {
        0 => format!("\"{text}\""),
        1 => format!("{text}e0"),
        _ => text,
    }
}
