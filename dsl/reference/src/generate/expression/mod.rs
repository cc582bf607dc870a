//! Expressions of a wanted type.
//!
//! A [`Code`] has exactly the type that was asked for, whatever stands around it, so that any of them fits anywhere. Where the
//! language widens by itself, the forms say so by asking for the narrower type.

mod fragile;
mod general;
mod list;
mod maths;
mod number;
mod other;
mod sorted;
mod steps;
mod truth;

use super::model::{Enum, Model, Ty};
use super::random::Random;
use super::scope::Scope;

/// How tightly the outermost operator of a text binds, loosest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// `if`, and what ends in an operand of unknown length.
    Open,
    Or,
    And,
    Not,
    Comparison,
    Coalesce,
    Sum,
    Product,
    Negation,
    Whole,
}

/// The text of an expression.
#[derive(Debug, Clone)]
pub struct Code {
    pub text: String,
    pub level: Level,
    /// Of a condition: which optionals it shows to be given where it is true.
    pub if_true: Vec<String>,
    /// Of a condition: which optionals it shows to be given where it is false.
    pub if_false: Vec<String>,
}

impl Code {
    pub fn new(level: Level, text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            level,
            if_true: Vec::new(),
            if_false: Vec::new(),
        }
    }

    pub fn whole(text: impl Into<String>) -> Self {
        Self::new(Level::Whole, text)
    }

    /// The text as an operand that must bind at least so tightly.
    pub fn at(&self, level: Level) -> String {
        if self.level >= level {
            self.text.clone()
        } else {
            format!("({})", self.text)
        }
    }
}

/// How many expressions of a hundred fail in some risks on purpose.
const FRAGILE: u64 = 4;

/// Makes expressions and declarations.
#[derive(Debug)]
pub struct Generator {
    pub random: Random,
    pub model: Model,
}

impl Generator {
    /// An expression of a type; `depth` bounds its nesting.
    pub fn expression(&mut self, ty: &Ty, scope: &Scope, depth: u32) -> Code {
        if depth == 0 || self.random.chance(12) {
            return self.leaf(ty, scope);
        }
        for _ in 0..6 {
            let form = if self.random.chance(FRAGILE) {
                self.fragile(ty, scope, depth - 1)
            } else if self.random.chance(30) {
                self.general(ty, scope, depth - 1)
            } else {
                self.form(ty, scope, depth - 1)
            };
            if let Some(code) = form {
                return code;
            }
        }
        self.leaf(ty, scope)
    }

    /// A form of its own type.
    fn form(&mut self, ty: &Ty, scope: &Scope, depth: u32) -> Option<Code> {
        match ty {
            Ty::Bool => self.bool_form(scope, depth),
            Ty::Int => self.int_form(scope, depth),
            Ty::Decimal => self.decimal_form(scope, depth),
            Ty::Money => self.money_form(scope, depth),
            Ty::Unrounded => self.unrounded_form(scope, depth),
            Ty::Date => self.date_form(scope, depth),
            Ty::Text if self.random.chance(35) => self.joined(scope, depth),
            Ty::Text => self.text_form(scope, depth),
            Ty::Enum(_) => None,
            Ty::Record(id) => self.record_form(*id, scope, depth),
            Ty::Optional(inner) => self.optional_form(inner, scope, depth),
            Ty::Entity(id) => self.item_form(*id, scope, depth),
            Ty::List(_) => None,
        }
    }

    /// A name of the type, or a value written out.
    pub fn leaf(&mut self, ty: &Ty, scope: &Scope) -> Code {
        if let Ty::Entity(entity) = ty {
            let item = (0..20).find_map(|_| self.item_form(*entity, scope, 0));
            return item
                .unwrap_or_else(|| unreachable!("an item is asked for where no list has one"));
        }
        let paths = scope.of_type(ty);
        if !paths.is_empty() && self.random.chance(85) {
            // Names declared last are the computed ones, which can be in error.
            let late = paths.len() / 2;
            let path = if self.random.chance(40) {
                self.random.pick(&paths[late..])
            } else {
                self.random.pick(&paths)
            };
            return Code::whole(*path);
        }
        self.literal(ty, scope)
    }

    /// A value written out, of this type even where nothing is expected.
    pub fn literal(&mut self, ty: &Ty, scope: &Scope) -> Code {
        let random = &mut self.random;
        match ty {
            Ty::Bool => Code::whole(random.word(&["true", "false"])),
            Ty::Int => signed(
                random.chance(15),
                &random.word(&["0", "1", "2", "3", "5", "12", "1_000"]),
            ),
            Ty::Decimal if random.chance(3) => Code::whole(random.word(&[
                "7922816251426433759354395033.5",
                "0.0000000000000000000000000001",
            ])),
            Ty::Decimal => signed(
                random.chance(15),
                &random.word(&[
                    "0.5", "1.0", "1.15", "0.900", "2.25", "15%", "0.125", "100.0", "33.3333",
                ]),
            ),
            Ty::Money | Ty::Unrounded => {
                let text = random.word(&["0.01", "1", "12.50", "99.99", "250", "1_000.00"]);
                let text = format!("{text} USD");
                match ty {
                    Ty::Money => signed(random.chance(10), &text),
                    _ => Code::new(Level::Product, format!("{text} * 0.125")),
                }
            }
            Ty::Text => Code::whole(random.word(&[
                r#""a""#,
                r#""b""#,
                r#""""#,
                r#""{{x}} \"é\"""#,
                r#""tab\t|""#,
            ])),
            Ty::Date => Code::whole(random.word(&[
                "2024-02-29",
                "2025-01-31",
                "2000-12-31",
                "1999-06-15",
                "9999-12-01",
                "0001-01-02",
            ])),
            Ty::Enum(id) => self.member(*id),
            Ty::Record(id) => self.record(*id, scope, 0),
            Ty::Optional(inner) => {
                let literal = other::anchored(inner, &self.leaf(inner, scope));
                let nothing = if self.random.chance(50) {
                    "1 = 2"
                } else {
                    "true"
                };
                Code::new(
                    Level::Open,
                    format!("if {nothing} then {} else none", literal.at(Level::Or)),
                )
            }
            Ty::List(_) | Ty::Entity(_) => unreachable!("{ty:?} cannot be written out"),
        }
    }

    /// A member of an enum, with its enum's name where it can have it.
    fn member(&mut self, id: usize) -> Code {
        let of = &self.model.enums[id];
        if of.is_outcome {
            return Code::whole(format!("{}.decision", of.name));
        }
        let plain: Vec<&String> = of
            .members
            .iter()
            .filter(|m| Enum::literal(m) == **m)
            .collect();
        let member = self.random.pick(&plain);
        Code::whole(format!("{}.{member}", of.name))
    }

    /// A pattern or set member of an enum.
    fn member_literal(&mut self, id: usize) -> String {
        let member = self.random.pick(&self.model.enums[id].members);
        Enum::literal(member)
    }

    /// An int where an int is wanted, a decimal or an int where either will do.
    fn factor(&mut self, scope: &Scope, depth: u32) -> Code {
        let ty = if self.random.chance(25) {
            Ty::Int
        } else {
            Ty::Decimal
        };
        self.expression(&ty, scope, depth)
    }

    /// A plain type.
    pub fn plain_type(&mut self) -> Ty {
        self.model.plain(&mut self.random)
    }

    /// A name or a small form that is no literal, so that a comparison says something.
    fn named(&mut self, ty: &Ty, scope: &Scope, depth: u32) -> Code {
        let paths = scope.of_type(ty);
        if paths.is_empty() && depth == 0 {
            let literals = (0..).map(|_| self.literal(ty, scope));
            let mut not_zero = literals.skip_while(|code| code.text == "0");
            not_zero
                .next()
                .unwrap_or_else(|| unreachable!("literals do not end"))
        } else if paths.is_empty() {
            self.expression(ty, scope, depth)
        } else if self.random.chance(50) {
            Code::whole(*self.random.pick(&paths))
        } else {
            self.expression(ty, scope, depth)
        }
    }
}

fn signed(negative: bool, text: &str) -> Code {
    if negative {
        Code::new(Level::Negation, format!("-{text}"))
    } else {
        Code::whole(text)
    }
}
