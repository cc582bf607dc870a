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
                Some(Code::new(Level::Not, format!("not {}", operand.at(Level::Comparison))))
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
        let left = self.named(&ty, scope, depth);
        let right = match &ty {
            Ty::Enum(id) if self.random.chance(50) => Code::whole(self.member_literal(*id)),
            Ty::Money if self.random.chance(30) => Code::whole(self.random.word(&["100", "12.50", "0"])),
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
        let above = if level == Level::Or { Level::And } else { Level::Not };
        let mut operands = Vec::new();
        let mut inside = scope.clone();
        if let Some(optional) = self.random.one_of(&scope.optionals())
            && self.random.chance(25)
        {
            let not = if level == Level::Or { "not " } else { "" };
            operands.push(format!("{} is {not}given", optional.path));
            inside = scope.knowing(&self.model, &optional.path);
        }
        for _ in operands.len()..self.random.between(2, 3) as usize {
            operands.push(self.expression(&Ty::Bool, &inside, depth).at(above));
        }
        Code::new(level, operands.join(&format!(" {word} ")))
    }

    fn in_literals(&mut self, scope: &Scope, depth: u32) -> Option<Code> {
        let ty = self.plain_type();
        let set = match &ty {
            Ty::Int => self.random.word(&["{0, 2, 4}", "{1, 3..5}", "1..3", "0..", "..<2", "{25, 50}"]),
            Ty::Decimal => self.random.word(&["{0, 0.5, 1}", "0..<1", "0.5..", "..-0.1"]),
            Ty::Money => self.random.word(&["0..100", "{0, 12.50}", "..<0", "250.."]),
            Ty::Date => self.random.word(&["2000-01-01..2024-02-29", "{2024-02-29, 2025-01-31}", "2020-06-01.."]),
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
        Some(Code::new(Level::Comparison, format!("{} {word} {set}", value.at(Level::Coalesce))))
    }

    fn in_range(&mut self, scope: &Scope, depth: u32) -> Option<Code> {
        let ty = self.random.pick(&[Ty::Int, Ty::Decimal, Ty::Money, Ty::Date]).clone();
        let value = self.named(&ty, scope, depth);
        let end = |this: &mut Self| this.named(&ty, scope, depth).at(Level::Whole);
        let range = match self.random.below(4) {
            0 => format!("{}..", end(self)),
            1 => format!("..{}", end(self)),
            2 => format!("{}..<{}", end(self), end(self)),
            _ => format!("{}..{}", end(self), end(self)),
        };
        Some(Code::new(Level::Comparison, format!("{} in {range}", value.at(Level::Coalesce))))
    }

    fn in_list(&mut self, scope: &Scope) -> Option<Code> {
        let lists: Vec<_> = scope.lists.iter().filter(|l| l.item.is_plain()).cloned().collect();
        let list = self.random.one_of(&lists)?;
        let value = self.named(&list.item, scope, 1);
        Some(Code::new(Level::Comparison, format!("{} in {}", value.at(Level::Coalesce), list.path)))
    }

    fn is_given(&mut self, scope: &Scope, depth: u32) -> Option<Code> {
        let word = self.random.word(&["is given", "is not given"]);
        let text = match self.random.one_of(&scope.optionals()) {
            Some(optional) if self.random.chance(80) => optional.path,
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
