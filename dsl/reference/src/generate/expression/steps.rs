//! Worksheets.

use super::super::model::Ty;
use super::super::scope::Scope;
use super::number::MODES;
use super::{Code, Generator, Level};

/// What the lines of a worksheet do to its kind of number.
struct Sheet {
    start: Ty,
    /// What is added, subtracted and compared with.
    same: Ty,
    /// What it is multiplied and divided by.
    factors: &'static [Ty],
    divisors: &'static [Ty],
    steps: &'static [&'static str],
    each: &'static str,
    /// Whether it must end on a line that rounds, because it need not be on the grid before.
    rounds_last: bool,
}

impl Generator {
    pub(super) fn int_steps(&mut self, scope: &Scope, depth: u32) -> Option<Code> {
        let each = self.random.pick(&["", "1", "5"]);
        self.steps(
            &Sheet {
                start: Ty::Int,
                same: Ty::Int,
                factors: &[Ty::Int],
                divisors: &[],
                steps: &["1", "5"],
                each,
                rounds_last: false,
            },
            scope,
            depth,
        )
    }

    pub(super) fn decimal_steps(&mut self, scope: &Scope, depth: u32) -> Option<Code> {
        let each = self.random.pick(&["", "0.001", "0.05"]);
        self.steps(
            &Sheet {
                start: Ty::Decimal,
                same: Ty::Decimal,
                factors: &[Ty::Decimal, Ty::Decimal, Ty::Int],
                divisors: &[Ty::Decimal, Ty::Int],
                steps: &["0.01", "0.00025"],
                each,
                rounds_last: false,
            },
            scope,
            depth,
        )
    }

    pub(super) fn money_steps(&mut self, scope: &Scope, depth: u32) -> Option<Code> {
        let each = self.random.pick(&["", "", "0.01", "0.05"]);
        self.steps(
            &Sheet {
                start: Ty::Money,
                same: Ty::Money,
                factors: &[Ty::Decimal, Ty::Decimal, Ty::Int],
                divisors: &[Ty::Decimal, Ty::Int],
                steps: &["0.01", "1", "0.25"],
                each,
                rounds_last: each.is_empty(),
            },
            scope,
            depth,
        )
    }

    fn steps(&mut self, sheet: &Sheet, scope: &Scope, depth: u32) -> Option<Code> {
        let start = self.named(&sheet.start, scope, depth);
        let mut lines = vec![format!("start {}{}", self.label(), start.at(Level::Or))];
        for _ in 0..self.random.between(1, 4) {
            let line = self.line(sheet, scope, depth)?;
            lines.push(line);
        }
        if sheet.rounds_last {
            let mode = self.random.word(&MODES);
            let step = self.random.pick(sheet.steps);
            lines.push(format!("round {mode} to {step}"));
        }
        let each = if sheet.each.is_empty() {
            String::new()
        } else {
            format!(
                "each rounded {} to {} ",
                self.random.word(&MODES),
                sheet.each
            )
        };
        Some(Code::new(
            Level::Open,
            format!("steps {each}{{\n{}\n}}", lines.join("\n")),
        ))
    }

    fn label(&mut self) -> String {
        if self.random.chance(60) {
            format!(
                "{:?} ",
                self.random.word(&["Base", "Points", "Less {x}", "é"])
            )
        } else {
            String::new()
        }
    }

    fn line(&mut self, sheet: &Sheet, scope: &Scope, depth: u32) -> Option<String> {
        let (when, inside) = if self.random.chance(35) {
            let (condition, inside) = self.condition(scope, depth);
            (format!(" when {condition}"), inside)
        } else {
            (String::new(), scope.clone())
        };
        let line = match self.random.below(9) {
            0..=2 => self.operand("times", sheet.factors, &inside, depth)?,
            3 if !sheet.divisors.is_empty() => {
                self.operand("divided by", sheet.divisors, &inside, depth)?
            }
            3 => self.operand("times", sheet.factors, &inside, depth)?,
            4 => self.operand("plus", std::slice::from_ref(&sheet.same), &inside, depth)?,
            5 => self.operand("less", std::slice::from_ref(&sheet.same), &inside, depth)?,
            6 => {
                let word = self.random.word(&["at least", "at most"]);
                self.operand(&word, std::slice::from_ref(&sheet.same), &inside, depth)?
            }
            7 => {
                let mode = self.random.word(&MODES);
                format!("round {mode} to {}", self.random.pick(sheet.steps))
            }
            _ => format!(
                "note {:?}",
                self.random.word(&["Filed 2024", "{not} a value"])
            ),
        };
        Some(format!("{line}{when}"))
    }

    fn operand(&mut self, word: &str, types: &[Ty], scope: &Scope, depth: u32) -> Option<String> {
        let ty = self.random.pick(types).clone();
        let operand = self.named(&ty, scope, depth);
        Some(format!("{word} {}{}", self.label(), operand.at(Level::Or)))
    }
}
