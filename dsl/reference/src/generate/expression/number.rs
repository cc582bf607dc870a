//! Numbers of all kinds.

use super::super::model::Ty;
use super::super::scope::Scope;
use super::{Code, Generator, Level};

pub const MODES: [&str; 7] = [
    "half up",
    "half even",
    "half down",
    "up",
    "down",
    "floor",
    "ceiling",
];

impl Generator {
    /// `a + b` and the like of two texts.
    fn infix(&mut self, left: &Code, operator: &str, right: &Code) -> Code {
        let level = if matches!(operator, "+" | "-") {
            Level::Sum
        } else {
            Level::Product
        };
        let above = if level == Level::Sum {
            Level::Product
        } else {
            Level::Negation
        };
        Code::new(
            level,
            format!("{} {operator} {}", left.at(level), right.at(above)),
        )
    }

    fn binary(
        &mut self,
        left: &Ty,
        operator: &str,
        right: &Ty,
        scope: &Scope,
        depth: u32,
    ) -> Option<Code> {
        let left = self.named(left, scope, depth);
        let right = match operator {
            // A divisor written out as zero could be refused.
            "/" | "mod" => self.named(right, scope, depth),
            _ => self.expression(right, scope, depth),
        };
        Some(self.infix(&left, operator, &right))
    }

    fn negated(&mut self, ty: &Ty, scope: &Scope, depth: u32) -> Option<Code> {
        let operand = self.named(ty, scope, depth);
        Some(Code::new(
            Level::Negation,
            format!("-{}", operand.at(Level::Whole)),
        ))
    }

    fn called(&mut self, word: &str, ty: &Ty, scope: &Scope, depth: u32) -> Option<Code> {
        let percent = if *ty == Ty::Date { 35 } else { 10 };
        let fragile = self.fragile_in(percent, ty, scope, depth);
        let operand = fragile.unwrap_or_else(|| self.named(ty, scope, depth));
        Some(Code::whole(format!("{word}({})", operand.text)))
    }

    /// `min(a, b)`, `max(a, b, c)`
    pub(super) fn extreme(&mut self, ty: &Ty, scope: &Scope, depth: u32) -> Option<Code> {
        let word = self.random.word(&["min", "max"]);
        let mut operands = vec![self.named(ty, scope, depth).text];
        for _ in 0..self.random.between(1, 2) {
            operands.push(self.expression(ty, scope, depth).text);
        }
        let operands = self.random.shuffled(operands);
        Some(Code::whole(format!("{word}({})", operands.join(", "))))
    }

    fn rounded(&mut self, of: &Ty, step: &str, scope: &Scope, depth: u32) -> Option<Code> {
        let value = self.named(of, scope, depth);
        let mode = self.random.word(&MODES);
        Some(Code::whole(format!(
            "round({} {mode} to {step})",
            value.at(Level::Or)
        )))
    }

    /// A step that is computed, and now and then is not above zero.
    fn computed_step(&mut self, ty: &Ty, scope: &Scope, depth: u32) -> String {
        let step = self.named(ty, scope, depth);
        let is_written = step
            .text
            .starts_with(|c: char| c == '-' || c.is_ascii_digit());
        if is_written || self.random.chance(40) {
            return format!("abs({})", step.text);
        }
        step.at(Level::Sum)
    }

    pub(super) fn int_form(&mut self, scope: &Scope, depth: u32) -> Option<Code> {
        let int = &Ty::Int;
        match self.random.below(21) {
            0 | 1 => self.binary(int, "+", int, scope, depth),
            2 => self.binary(int, "-", int, scope, depth),
            3 | 4 => self.binary(int, "*", int, scope, depth),
            5 | 6 => self.binary(int, "mod", int, scope, depth),
            7 => self.negated(int, scope, depth),
            8 => self.called("abs", int, scope, depth),
            9 => self.extreme(int, scope, depth),
            10 | 11 => self.between(scope, depth),
            12 => {
                let word = self.random.word(&["year", "month", "day"]);
                self.called(&word, &Ty::Date, scope, depth)
            }
            13 => self.counted(scope, depth),
            14 => self.folded("sum", int, scope, depth),
            15 => self.folded("product", int, scope, depth),
            16 => self.sum_of(int, scope),
            17 => {
                let word = self.random.word(&["min", "max"]);
                self.folded_or(&word, int, int, scope, depth)
            }
            18 => {
                let of = self.random.pick(&[Ty::Int, Ty::Decimal]).clone();
                let step = self.random.word(&["1", "5", "100"]);
                self.rounded(&of, &step, scope, depth)
            }
            19 => {
                let step = self.computed_step(int, scope, depth);
                self.rounded(&Ty::Decimal, &step, scope, depth)
            }
            _ => self.int_steps(scope, depth),
        }
    }

    fn between(&mut self, scope: &Scope, depth: u32) -> Option<Code> {
        let unit = self.random.word(&["years", "years", "months", "days"]);
        let fragile = self.fragile_in(20, &Ty::Date, scope, depth);
        let from = fragile.unwrap_or_else(|| self.expression(&Ty::Date, scope, depth));
        let to = self.named(&Ty::Date, scope, depth);
        Some(Code::whole(format!(
            "{unit}({} to {})",
            from.at(Level::Or),
            to.at(Level::Or)
        )))
    }

    fn day_count(&mut self, scope: &Scope, depth: u32) -> Option<Code> {
        let basis = self
            .random
            .word(&["actual_365", "actual_actual", "thirty_360"]);
        let fragile = self.fragile_in(20, &Ty::Date, scope, depth);
        let from = fragile.unwrap_or_else(|| self.expression(&Ty::Date, scope, depth));
        let to = self.named(&Ty::Date, scope, depth);
        Some(Code::whole(format!(
            "day_count({} to {} {basis})",
            from.at(Level::Or),
            to.at(Level::Or)
        )))
    }

    pub(super) fn decimal_form(&mut self, scope: &Scope, depth: u32) -> Option<Code> {
        let decimal = &Ty::Decimal;
        match self.random.below(33) {
            31 | 32 => self.banded(decimal, scope, depth),
            29 | 30 => self.day_count(scope, depth),
            0..=3 => {
                let operator = self.random.word(&["+", "-", "*", "*"]);
                let left = self.named(decimal, scope, depth);
                let right = self.factor(scope, depth);
                Some(self.infix(&left, &operator, &right))
            }
            4 => {
                let operator = self.random.word(&["+", "-", "*"]);
                let left = self.named(&Ty::Int, scope, depth);
                let right = self.expression(decimal, scope, depth);
                Some(self.infix(&left, &operator, &right))
            }
            5 | 6 => self.binary(decimal, "/", decimal, scope, depth),
            7 => self.binary(&Ty::Int, "/", &Ty::Int, scope, depth),
            8 => self.binary(&Ty::Money, "/", &Ty::Money, scope, depth),
            9 => self.binary(decimal, "mod", decimal, scope, depth),
            10 => self.binary(&Ty::Int, "mod", decimal, scope, depth),
            11 => self.negated(decimal, scope, depth),
            12 => self.called("abs", decimal, scope, depth),
            13 => self.extreme(decimal, scope, depth),
            14 => self.folded("sum", decimal, scope, depth),
            15 => self.folded("product", decimal, scope, depth),
            16 => {
                let of = self.random.pick(&[Ty::Int, Ty::Decimal]).clone();
                self.folded_or("average", &of, decimal, scope, depth)
            }
            17 => {
                let word = self.random.word(&["min", "max"]);
                self.folded_or(&word, decimal, decimal, scope, depth)
            }
            18 | 19 => {
                let step = self.random.word(&[
                    "0.05",
                    "0.00025",
                    "0.001",
                    "0.3",
                    "0.0000000000000000000000000007",
                ]);
                self.rounded(decimal, &step, scope, depth)
            }
            20 | 21 => {
                let step = self.computed_step(decimal, scope, depth);
                self.rounded(decimal, &step, scope, depth)
            }
            22 => self.sum_of(decimal, scope),
            23..=26 => self.maths(scope, depth),
            _ => self.decimal_steps(scope, depth),
        }
    }

    pub(super) fn money_form(&mut self, scope: &Scope, depth: u32) -> Option<Code> {
        let money = &Ty::Money;
        match self.random.below(21) {
            0 | 1 => {
                let operator = self.random.word(&["+", "-"]);
                let left = self.named(money, scope, depth);
                let right = if self.random.chance(30) {
                    Code::whole(self.random.word(&["3.50", "1_000", "0.01"]))
                } else {
                    self.expression(money, scope, depth)
                };
                Some(self.infix(&left, &operator, &right))
            }
            2 | 3 => self.binary(money, "*", &Ty::Int, scope, depth),
            4 => self.binary(&Ty::Int, "*", money, scope, depth),
            5 => self.binary(money, "mod", money, scope, depth),
            6 => self.negated(money, scope, depth),
            7 => self.called("abs", money, scope, depth),
            8 => self.extreme(money, scope, depth),
            9 | 10 => self.folded("sum", money, scope, depth),
            11 => self.sum_of(money, scope),
            12 => {
                let word = self.random.word(&["min", "max"]);
                self.folded_or(&word, money, money, scope, depth)
            }
            13..=15 => {
                let of = self
                    .random
                    .pick(&[Ty::Money, Ty::Unrounded, Ty::Unrounded])
                    .clone();
                let step = self.random.word(&["0.01", "0.05", "1", "5", "0.25", "100"]);
                self.rounded(&of, &step, scope, depth)
            }
            16 => {
                let of = self.random.pick(&[Ty::Money, Ty::Int]).clone();
                let step = self.computed_step(&of, scope, depth);
                self.rounded(&Ty::Unrounded, &step, scope, depth)
            }
            _ => self.money_steps(scope, depth),
        }
    }

    pub(super) fn unrounded_form(&mut self, scope: &Scope, depth: u32) -> Option<Code> {
        let (money, unrounded) = (&Ty::Money, &Ty::Unrounded);
        match self.random.below(15) {
            13 | 14 => self.banded(unrounded, scope, depth),
            0..=3 => self.binary(money, "*", &Ty::Decimal, scope, depth),
            4 => self.binary(&Ty::Decimal, "*", money, scope, depth),
            5 => {
                let divisor = self.random.pick(&[Ty::Int, Ty::Decimal]).clone();
                self.binary(money, "/", &divisor, scope, depth)
            }
            6 => self.binary(unrounded, "+", money, scope, depth),
            7 => self.binary(money, "-", unrounded, scope, depth),
            8 => self.negated(unrounded, scope, depth),
            9 => self.folded("sum", unrounded, scope, depth),
            10 => self.folded_or("average", money, unrounded, scope, depth),
            11 => self.rounded(unrounded, "0.00025", scope, depth),
            _ => {
                let step = self.computed_step(&Ty::Decimal, scope, depth);
                self.rounded(unrounded, &step, scope, depth)
            }
        }
    }
}
