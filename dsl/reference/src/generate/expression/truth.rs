//! Conditions.

use super::super::model::Ty;
use super::super::scope::Scope;
use super::{Code, Generator, Level};

impl Generator {
    pub(super) fn bool_form(&mut self, scope: &Scope, depth: u32) -> Option<Code> {
        match self.random.below(16) {
            0..=4 => self.comparison(scope, depth),
            5 | 6 => Some(self.junction("and", Level::And, scope, depth)),
            7 | 8 => Some(self.junction("or", Level::Or, scope, depth)),
            9 => {
                let operand = self.expression(&Ty::Bool, scope, depth);
                Some(Code {
                    if_true: operand.if_false.clone(),
                    if_false: operand.if_true.clone(),
                    ..Code::new(Level::Not, format!("not {}", operand.at(Level::Comparison)))
                })
            }
            10 => self.in_literals(scope, depth),
            11 => self.in_range(scope, depth),
            12 => self.in_list(scope),
            13 => self.is_given(scope, depth),
            _ => {
                let word = self.random.word(&["any", "all"]);
                self.folded(&word, &Ty::Bool, scope, depth)
            }
        }
    }

    fn comparison(&mut self, scope: &Scope, depth: u32) -> Option<Code> {
        let ty = self.plain_type();
        let ordered = match &ty {
            Ty::Bool | Ty::Text => false,
            Ty::Enum(id) => self.model.enums[*id].ordered,
            _ => true,
        };
        let operators: &[&str] = if ordered {
            &["=", "!=", "<", "<=", ">", ">="]
        } else {
            &["=", "!="]
        };
        let operator = self.random.word(operators);
        let fragile = self.fragile_in(10, &ty, scope, depth);
        let left = fragile.unwrap_or_else(|| self.named(&ty, scope, depth));
        let right = match &ty {
            Ty::Enum(id) if self.random.chance(50) => Code::whole(self.member_literal(*id)),
            Ty::Money if self.random.chance(30) => {
                Code::whole(self.random.word(&["100", "12.50", "0"]))
            }
            Ty::Int if self.random.chance(15) => self.expression(&Ty::Decimal, scope, depth),
            _ => self.expression(&ty, scope, depth),
        };
        let text = format!(
            "{} {operator} {}",
            left.at(Level::Coalesce),
            right.at(Level::Coalesce)
        );
        Some(Code::new(Level::Comparison, text))
    }

    /// Operands joined by `and` or `or`; what is shown to be given on the left can be used on the right.
    fn junction(&mut self, word: &str, level: Level, scope: &Scope, depth: u32) -> Code {
        let above = if level == Level::Or {
            Level::And
        } else {
            Level::Not
        };
        let mut operands = Vec::new();
        let mut inside = scope.clone();
        let mut known = Vec::new();
        if let Some(optional) = self.random.one_of(&scope.optionals())
            && self.random.chance(25)
        {
            let not = if level == Level::Or { "not " } else { "" };
            operands.push(format!("{} is {not}given", optional.path));
            inside = scope.knowing(&self.model, std::slice::from_ref(&optional.path));
            known.push(optional.path);
        }
        for _ in operands.len()..self.random.between(2, 3) as usize {
            let operand = self.expression(&Ty::Bool, &inside, depth);
            operands.push(operand.at(above));
            let learnt = if level == Level::Or {
                operand.if_false
            } else {
                operand.if_true
            };
            inside = inside.knowing(&self.model, &learnt);
            known.extend(learnt);
        }
        let mut code = Code::new(level, operands.join(&format!(" {word} ")));
        if level == Level::Or {
            code.if_false = known;
        } else {
            code.if_true = known;
        }
        code
    }

    fn in_literals(&mut self, scope: &Scope, depth: u32) -> Option<Code> {
        let ty = self.plain_type();
        let set = match &ty {
            Ty::Int => {
                self.random
                    .word(&["{0, 2, 4}", "{1, 3..5}", "1..3", "0..", "..<2", "{25, 50}"])
            }
            Ty::Decimal => self
                .random
                .word(&["{0, 0.5, 1}", "0..<1", "0.5..", "..-0.1"]),
            Ty::Money => self.random.word(&["0..100", "{0, 12.50}", "..<0", "250.."]),
            Ty::Date => self.random.word(&[
                "2000-01-01..2024-02-29",
                "{2024-02-29, 2025-01-31}",
                "2020-06-01..",
            ]),
            Ty::Text => self.random.word(&[r#"{"a", "c"}"#, r#"{""}"#]),
            Ty::Enum(id) => {
                let members = self.model.enums[*id].members.clone();
                let some = self.random.some(&members);
                let literals: Vec<String> = some.iter().map(|m| super::Enum::literal(m)).collect();
                format!("{{{}}}", literals.join(", "))
            }
            _ => return None,
        };
        let value = self.named(&ty, scope, depth);
        let word = self.random.word(&["in", "in", "not in"]);
        Some(Code::new(
            Level::Comparison,
            format!("{} {word} {set}", value.at(Level::Coalesce)),
        ))
    }

    fn in_range(&mut self, scope: &Scope, depth: u32) -> Option<Code> {
        let ty = self
            .random
            .pick(&[Ty::Int, Ty::Decimal, Ty::Money, Ty::Date])
            .clone();
        let value = self.named(&ty, scope, depth);
        let end = |this: &mut Self| this.named(&ty, scope, depth).at(Level::Whole);
        let range = match self.random.below(4) {
            0 => format!("{}..", end(self)),
            1 => format!("..{}", end(self)),
            dots => {
                let (low, high) = (end(self), end(self));
                let is_written = |end: &str| {
                    end.trim_start_matches(['(', '-'])
                        .starts_with(|c: char| c.is_ascii_digit())
                };
                // Ends that are both written out could be refused as a range without values.
                let high = if is_written(&low) && is_written(&high) {
                    String::new()
                } else {
                    high
                };
                let dots = if dots == 2 && !high.is_empty() {
                    "..<"
                } else {
                    ".."
                };
                format!("{low}{dots}{high}")
            }
        };
        Some(Code::new(
            Level::Comparison,
            format!("{} in {range}", value.at(Level::Coalesce)),
        ))
    }

    /// A value in a list: of the type of its items, a number of another type that is compared with them, or one written out,
    /// which takes their type.
    fn in_list(&mut self, scope: &Scope) -> Option<Code> {
        let lists: Vec<_> = scope
            .lists
            .iter()
            .filter(|l| l.item.is_plain())
            .cloned()
            .collect();
        let list = self.random.one_of(&lists)?;
        let list = self.or_fragile_list(15, list, scope);
        let value = if self.random.chance(35) {
            match &list.item {
                Ty::Decimal if self.random.chance(50) => self.named(&Ty::Int, scope, 1),
                Ty::Int => self.named(&Ty::Decimal, scope, 1),
                Ty::Unrounded => self.named(&Ty::Money, scope, 1),
                Ty::Decimal => Code::whole(self.random.word(&["2", "-1", "0", "0.5"])),
                Ty::Money => Code::whole(self.random.word(&["100", "12.50", "0", "-0.01"])),
                Ty::Enum(id) if !self.model.enums[*id].is_outcome => {
                    Code::whole(self.member_literal(*id))
                }
                item => self.named(item, scope, 1),
            }
        } else {
            self.named(&list.item, scope, 1)
        };
        let word = self.random.word(&["in", "in", "not in"]);
        Some(Code::new(
            Level::Comparison,
            format!("{} {word} {}", value.at(Level::Coalesce), list.path),
        ))
    }

    fn is_given(&mut self, scope: &Scope, depth: u32) -> Option<Code> {
        let word = self.random.word(&["is given", "is not given"]);
        let text = match self.random.one_of(&scope.optionals()) {
            Some(optional) if self.random.chance(80) => {
                let text = format!("{} {word}", optional.path);
                let mut code = Code::new(Level::Comparison, text);
                if word == "is given" {
                    code.if_true.push(optional.path);
                } else {
                    code.if_false.push(optional.path);
                }
                return Some(code);
            }
            _ => {
                let ty = self.plain_type().optional();
                let code = self.form(&ty, scope, depth)?;
                if code.text.contains("none") {
                    return None;
                }
                format!("({})", code.text)
            }
        };
        Some(Code::new(Level::Comparison, format!("{text} {word}")))
    }
}
