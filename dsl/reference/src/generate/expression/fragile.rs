//! Expressions that are in error in some risks on purpose: divided by a number that can be zero, a date moved too far, a rounding to a step
//! that need not be positive, too large a product. What stands above them then has an error of an operand.

use super::super::model::{Kind, Ty};
use super::super::scope::{List, Scope};
use super::{Code, Generator, Level};

impl Generator {
    /// In so many of a hundred cases an expression that fails in some risks, if there can be one.
    pub fn fragile_in(&mut self, percent: u64, ty: &Ty, scope: &Scope, depth: u32) -> Option<Code> {
        if !self.random.chance(percent) {
            return None;
        }
        self.fragile(ty, scope, depth)
    }

    /// An expression of a type that fails where an int is zero, negative or large.
    pub fn fragile(&mut self, ty: &Ty, scope: &Scope, depth: u32) -> Option<Code> {
        let culprit = self.random.one_of(&scope.of_type(&Ty::Int))?.to_owned();
        match ty {
            Ty::Bool => {
                let number = self.fragile(&Ty::Int, scope, depth)?;
                let text = format!("{} <= 2", number.at(Level::Coalesce));
                Some(Code::new(Level::Comparison, text))
            }
            Ty::Int => {
                let of = self.leaf(ty, scope);
                Some(match self.random.below(4) {
                    0 => Code::whole(format!("round({} up to {culprit})", of.at(Level::Or))),
                    1 => Code::new(
                        Level::Product,
                        format!("{culprit} * 79_228_162_514_264_337_593_543_950_335"),
                    ),
                    _ => Code::new(
                        Level::Product,
                        format!("{} mod {culprit}", of.at(Level::Product)),
                    ),
                })
            }
            Ty::Decimal | Ty::Unrounded => {
                let of = self.leaf(ty, scope);
                let text = format!("{} / {culprit}", of.at(Level::Product));
                Some(Code::new(Level::Product, text))
            }
            Ty::Money => {
                let of = self.leaf(ty, scope).at(Level::Product);
                let text = format!("round({of} / {culprit} half up to 0.01)");
                Some(Code::whole(text))
            }
            Ty::Date => {
                let of = self.leaf(ty, scope).at(Level::Sum);
                let text = format!("{of} + ({culprit} * 3_000) years");
                Some(Code::new(Level::Sum, text))
            }
            Ty::Entity(_) | Ty::List(_) => None,
            Ty::Text | Ty::Enum(_) | Ty::Record(_) | Ty::Optional(_) => {
                let condition = self.fragile(&Ty::Bool, scope, depth)?;
                let (then, otherwise) = (
                    self.expression(ty, scope, depth),
                    self.expression(ty, scope, depth),
                );
                let text = format!(
                    "if {} then {} else {}",
                    condition.at(Level::Or),
                    then.at(Level::Or),
                    otherwise.text
                );
                Some(Code::new(Level::Open, text))
            }
        }
    }

    /// The list, or in so many of a hundred cases another one of such items that is in error as a whole in some risks.
    pub fn or_fragile_list(&mut self, percent: u64, list: List, scope: &Scope) -> List {
        if !self.random.chance(percent) {
            return list;
        }
        if self.random.chance(25) {
            return self.or_sorted(100, list, scope, 1);
        }
        let fragile = if self.random.chance(25) {
            self.all_rows(|item| *item == list.item, scope)
        } else if self.random.chance(50) {
            self.list_of_item(&list.item, scope)
        } else {
            None
        };
        let fragile = fragile.or_else(|| self.collected(&list.item, scope));
        fragile.unwrap_or(list)
    }

    /// The list of an item that need not be there: `policy.vehicles[policy.points].covers`.
    fn list_of_item(&mut self, item: &Ty, scope: &Scope) -> Option<List> {
        let mut found = Vec::new();
        for owners in scope.lists.iter().filter(|list| list.is_attribute) {
            let Ty::Entity(owner) = owners.item else {
                continue;
            };
            let attributes = self.model.entities[owner].attributes.iter();
            let lists = attributes.filter(|a| a.ty == Ty::List(Box::new(item.clone())));
            found.extend(lists.map(|list| (owners.clone(), list.clone())));
        }
        let (owners, list) = self.random.one_of(&found)?;
        let index = match &owners.key {
            Some(Ty::Enum(id)) => self.member_literal(*id),
            Some(ty) => self.leaf(&ty.clone(), scope).text,
            None => counted_from_one(self.leaf(&Ty::Int, scope).text),
        };
        Some(List {
            path: format!("{}[{index}].{}", owners.path, list.name),
            item: item.clone(),
            never_empty: match list.kind {
                Kind::GivenList { min, .. } | Kind::Made { min } => min > 0,
                _ => false,
            },
            key: None,
            is_attribute: false,
            is_computed: false,
            can_fail: true,
        })
    }

    /// A list of values, of which some are in error.
    fn collected(&mut self, item: &Ty, scope: &Scope) -> Option<List> {
        if !item.is_plain() {
            return None;
        }
        let list = self.random.one_of(&scope.lists)?;
        let (clause, inside) = self.clause(&list, scope);
        let value = self.fragile(item, &inside, 1)?;
        Some(List {
            path: format!("collect({} {clause})", value.at(Level::Or)),
            item: item.clone(),
            never_empty: false,
            key: None,
            is_attribute: false,
            is_computed: true,
            can_fail: true,
        })
    }
}

/// The number of an item; one below 1 that is written out has no meaning, and is refused.
pub(super) fn counted_from_one(index: String) -> String {
    let written = index.trim_matches(['(', ')']).replace('_', "");
    match written.parse::<i64>() {
        Ok(number) if number < 1 => "1".to_owned(),
        _ => index,
    }
}
