//! Dimensions, and the variants of definitions, functions and tables.
//!
//! The guards along a dimension are inside one another or apart, so that of two variants with different guards one always wins; and one
//! variant is for any risk, or all values of a dimension have theirs, so that every risk has one.

use super::expression::Generator;
use super::model::{Enum, Ty};
use super::program::Piece;
use super::scope::Scope;

impl Generator {
    /// What there is to vary along; what the dimensions are is said by [`Self::dimensions`].
    pub fn choose_dimensions(&mut self) {
        if !self.random.chance(60) {
            return;
        }
        for _ in 0..self.random.between(1, 3) {
            let ty = match self.random.below(10) {
                0..=2 => Ty::Enum(self.random.below(self.model.enums.len())),
                3..=5 => Ty::Date,
                6 => Ty::Bool,
                7 | 8 => Ty::Int,
                _ => self.plain_type(),
            };
            let name = self.model.fresh("x");
            self.model.dimensions.push((name, ty));
        }
    }

    /// The declaration of the dimensions. They are made of what the input gives, so that nothing that varies is behind them.
    pub fn dimensions(&mut self) -> Option<Piece> {
        let dimensions = self.model.dimensions.clone();
        if dimensions.is_empty() {
            return None;
        }
        let varied = |name: &str| self.model.varied.iter().any(|varied| varied == name);
        let (functions, tables) = (self.model.functions.clone(), self.model.tables.clone());
        let plain = functions.iter().filter(|f| !varied(&f.name)).cloned();
        let plain_tables = tables.iter().filter(|t| !varied(&t.name)).cloned();
        let (plain, plain_tables) = (plain.collect(), plain_tables.collect());
        self.model.functions = plain;
        self.model.tables = plain_tables;
        let scope = Scope::of_risk(&self.model);
        let mut lines = Vec::new();
        for (name, ty) in dimensions {
            let given = self.random.one_of(&scope.of_type(&ty)).map(str::to_owned);
            let value = match given {
                Some(path) if self.random.chance(65) => path,
                _ => {
                    let fragile = self.fragile_in(30, &ty, &scope, 1);
                    fragile
                        .unwrap_or_else(|| self.expression(&ty, &scope, 1))
                        .text
                }
            };
            lines.push(Piece::Text(format!("{name} = {}", self.typed(&ty, value))));
        }
        (self.model.functions, self.model.tables) = (functions, tables);
        Some(Piece::Block {
            open: "dimensions {".to_owned(),
            pieces: lines,
        })
    }

    /// A value that takes its type from nothing around it.
    fn typed(&mut self, ty: &Ty, value: String) -> String {
        format!("{{ let it : {} = {value} it }}", self.model.written(ty))
            .replace(" it }", "\n    it }")
    }

    /// The variants of something, now and then: `value` gives the value of each.
    pub fn varied(&mut self, mut value: impl FnMut(&mut Self) -> String) -> Option<Vec<Piece>> {
        if self.model.dimensions.is_empty() || !self.random.chance(45) {
            return None;
        }
        let mut guards: Vec<String> = self.base();
        for _ in 0..self.random.between(0, 4) {
            let mut own = Vec::new();
            for place in 0..self.model.dimensions.len() {
                if self.random.chance(50) {
                    let nested = self.nested(place);
                    own.push(self.random.pick(&nested).clone());
                }
            }
            let own = own.join(", ");
            if !own.is_empty() && !guards.contains(&own) {
                guards.push(own);
            }
        }
        let guards = self.random.shuffled(guards);
        let mut lines = Vec::new();
        for guard in guards {
            let because = match self.random.chance(20) {
                true => " because \"Filing {7}\"",
                false => "",
            };
            lines.push(Piece::Text(format!("{guard} : {}{because}", value(self))));
        }
        Some(lines)
    }

    /// Guards that claim every risk between them.
    fn base(&mut self) -> Vec<String> {
        let place = self.random.below(self.model.dimensions.len());
        let (name, ty) = self.model.dimensions[place].clone();
        let parts: Vec<String> = match &ty {
            _ if self.random.chance(50) => Vec::new(),
            Ty::Bool => vec![format!("{name} true"), format!("{name} false")],
            Ty::Int => vec![format!("{name} ..0"), format!("{name} 1..")],
            Ty::Decimal => vec![format!("{name} ..<0"), format!("{name} 0..")],
            Ty::Money => vec![format!("{name} ..<100"), format!("{name} 100..")],
            Ty::Date => {
                let nested = self.nested(place);
                nested.into_iter().take(2).collect()
            }
            Ty::Enum(id) => {
                let members = self.model.enums[*id].members.iter();
                members
                    .map(|member| format!("{name} {}", Enum::literal(member)))
                    .collect()
            }
            _ => Vec::new(),
        };
        if parts.is_empty() {
            return vec!["any".to_owned()];
        }
        parts
    }

    /// Guards along a dimension of which two are inside one another or apart.
    fn nested(&self, place: usize) -> Vec<String> {
        let (name, ty) = &self.model.dimensions[place];
        let dates = self
            .model
            .dimensions
            .iter()
            .filter(|(_, ty)| *ty == Ty::Date);
        let date = if dates.count() == 1 { "" } else { name };
        let own = |texts: &[&str]| texts.iter().map(|text| format!("{name} {text}")).collect();
        match ty {
            Ty::Bool => own(&["true", "false"]),
            Ty::Int => own(&["..0", "1..", "1..5", "2..<4", "3", "{7, 9..11}"]),
            Ty::Decimal => own(&["..<0", "0..", "0..<1", "0.5", "{0.25, 0.75}"]),
            Ty::Money => own(&["..<100", "100..", "100..250.50", "{0, 12.50}"]),
            Ty::Date => [
                "until 2024-01-01",
                "from 2024-01-01",
                "from 2024-02-29",
                "from 2025-01-01",
                "until 2010-01-01",
            ]
            .map(|text| format!("{date} {text}").trim().to_owned())
            .to_vec(),
            Ty::Text => own(&["\"a\"", "{\"b\", \"c\"}", "\"c\""]),
            Ty::Enum(id) => {
                let members = &self.model.enums[*id].members;
                let literals: Vec<String> = members.iter().map(|m| Enum::literal(m)).collect();
                let mut all: Vec<String> = literals.iter().map(|m| format!("{name} {m}")).collect();
                // All members are any.
                if literals.len() > 2 {
                    all.push(format!("{name} {{{}, {}}}", literals[0], literals[1]));
                }
                all
            }
            other => unreachable!("{other:?} is no dimension"),
        }
    }
}
