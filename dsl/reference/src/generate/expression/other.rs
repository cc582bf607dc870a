//! Dates, texts, records, optionals.

use super::super::model::Ty;
use super::super::scope::Scope;
use super::{Code, Generator, Level};

impl Generator {
    pub(super) fn date_form(&mut self, scope: &Scope, depth: u32) -> Option<Code> {
        match self.random.below(7) {
            0..=3 => {
                let date = self.named(&Ty::Date, scope, depth);
                let sign = self.random.word(&["+", "-"]);
                let unit = self.random.word(&["years", "months", "days"]);
                let count = if self.random.chance(30) {
                    let count = self.random.word(&["1", "6", "18", "31", "400"]);
                    format!("{count} {unit}")
                } else {
                    let count = self.named(&Ty::Int, scope, depth);
                    format!("{} {unit}", count.at(Level::Whole))
                };
                Some(Code::new(
                    Level::Sum,
                    format!("{} {sign} {count}", date.at(Level::Sum)),
                ))
            }
            4 => self.extreme(&Ty::Date, scope, depth),
            _ => {
                let word = self.random.word(&["min", "max"]);
                self.folded_or(&word, &Ty::Date, &Ty::Date, scope, depth)
            }
        }
    }

    /// A text with values in it.
    pub fn text_form(&mut self, scope: &Scope, _: u32) -> Option<Code> {
        let printable: Vec<String> = scope
            .values
            .iter()
            .filter(|v| v.ty.given().is_plain() && !v.path.contains('('))
            .map(|v| v.path.clone())
            .collect();
        let mut text = self.random.word(&["", "is ", "{{", "é: "]);
        for _ in 0..self.random.between(1, 2) {
            let path = self.random.one_of(&printable)?;
            text += &format!(
                "{{{path}}}{}",
                self.random.word(&["", " and ", "}} \\\"q\\\""])
            );
        }
        Some(Code::whole(format!("\"{text}\"")))
    }

    /// The texts of a list, or of what is gone through, with a text between any two.
    pub(super) fn joined(&mut self, scope: &Scope, depth: u32) -> Option<Code> {
        let fragile = self.fragile_in(15, &Ty::Text, scope, 0);
        let separator = fragile.unwrap_or_else(|| match self.random.chance(50) {
            true => self.leaf(&Ty::Text, scope),
            false => Code::whole("\", \""),
        });
        let texts: Vec<_> = scope
            .lists
            .iter()
            .filter(|l| l.item == Ty::Text)
            .cloned()
            .collect();
        let list = match self.random.one_of(&texts) {
            Some(list) if self.random.chance(40) => self.or_fragile_list(30, list, scope).path,
            _ => {
                let clauses = self.clauses(scope, depth.min(1))?;
                let fragile = self.fragile_in(25, &Ty::Text, &clauses.inside, 0);
                let value = fragile
                    .unwrap_or_else(|| self.expression(&Ty::Text, &clauses.inside, depth.min(1)));
                format!("{} {}", value.at(Level::Or), clauses.text)
            }
        };
        let separator = separator.at(Level::Or);
        Some(Code::whole(format!("joined({list}, {separator})")))
    }

    pub(super) fn record_form(&mut self, id: usize, scope: &Scope, depth: u32) -> Option<Code> {
        let paths = scope.of_type(&Ty::Record(id));
        if paths.is_empty() || self.random.chance(50) {
            return Some(self.record(id, scope, depth));
        }
        let path = (*self.random.pick(&paths)).to_owned();
        let fields = self.model.records[id].fields.clone();
        let changed = self.random.some(&fields);
        let mut values = Vec::new();
        for field in changed {
            let value = self.expression(&field.ty, scope, depth);
            values.push(format!("{} = {}", field.name, value.text));
        }
        Some(Code::whole(format!(
            "{path} with {{ {} }}",
            values.join(", ")
        )))
    }

    /// `Layer { loss = …, limit = … }`
    pub(super) fn record(&mut self, id: usize, scope: &Scope, depth: u32) -> Code {
        let fields = self.model.records[id].fields.clone();
        let mut values = Vec::new();
        for field in fields {
            let value = if depth == 0 {
                self.leaf(&field.ty, scope)
            } else {
                self.expression(&field.ty, scope, depth)
            };
            values.push(format!("{} = {}", field.name, value.text));
        }
        let values = self.random.shuffled(values);
        let name = &self.model.records[id].name;
        Code::whole(format!("{name} {{ {} }}", values.join(", ")))
    }

    /// An optional that may be absent.
    pub(super) fn optional_form(&mut self, inner: &Ty, scope: &Scope, depth: u32) -> Option<Code> {
        match self.random.below(5) {
            0 => {
                let condition = self.expression(&Ty::Bool, scope, depth);
                let known = scope.knowing(&self.model, &condition.if_true);
                let value = self.expression(inner, &known, depth);
                let value = anchored(inner, &value);
                let text = format!(
                    "if {} then {} else none",
                    condition.at(Level::Or),
                    value.at(Level::Or)
                );
                Some(Code::new(Level::Open, text))
            }
            1 => {
                let word = self.random.word(&["min", "max"]);
                if !matches!(inner, Ty::Int | Ty::Decimal | Ty::Money | Ty::Date) {
                    return None;
                }
                let clauses = self.clauses(scope, depth)?;
                if clauses.is_certain {
                    return None;
                }
                let value = self.expression(inner, &clauses.inside, depth);
                Some(Code::whole(format!(
                    "{word}({} {})",
                    value.at(Level::Or),
                    clauses.text
                )))
            }
            2 => {
                let lists: Vec<_> = scope
                    .lists
                    .iter()
                    .filter(|l| l.item == *inner)
                    .cloned()
                    .collect();
                let list = self.some_list(&lists)?;
                match self.item_of(&list, scope, depth)? {
                    (item, false) => Some(Code::whole(item)),
                    _ => None,
                }
            }
            _ => self.general(&inner.clone().optional(), scope, depth),
        }
    }
}

/// A value that has its type by itself: a bare number beside `none` would take it from what surrounds them.
pub(super) fn anchored(ty: &Ty, code: &Code) -> Code {
    let is_number = matches!(ty, Ty::Int | Ty::Decimal);
    if !is_number || code.text.contains(|c: char| c.is_alphabetic()) {
        code.clone()
    } else {
        Code::whole(format!("abs({})", code.text))
    }
}
