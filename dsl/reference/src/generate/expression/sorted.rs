//! Lists in another order, and others that stand in the place of one.

use super::super::model::Ty;
use super::super::scope::{List, Scope};
use super::{Generator, Level};

impl Generator {
    /// The list, or in so many of a hundred cases its items in another order, perhaps only some of them.
    pub fn or_sorted(&mut self, percent: u64, list: List, scope: &Scope, depth: u32) -> List {
        if self.random.chance(percent) {
            self.sorted(&list, scope, depth)
        } else {
            list
        }
    }

    fn sorted(&mut self, list: &List, scope: &Scope, depth: u32) -> List {
        let (clause, mut inside) = self.clause(list, scope);
        let mut text = format!("sorted({}", clause.trim_start_matches("for "));
        let mut never_empty = list.never_empty;
        if self.random.chance(35) {
            let (condition, known) = self.condition(&inside, depth);
            text = format!("{text} where {condition}");
            inside = known;
            never_empty = false;
        }
        for place in 0..self.random.between(1, 2) {
            let key = self.sort_key(&inside, depth);
            let word = if place == 0 { " by" } else { ", then by" };
            text = format!("{text}{word}{key}");
        }
        List {
            path: format!("{text})"),
            item: list.item.clone(),
            never_empty,
            key: None,
            is_attribute: false,
            is_computed: true,
            can_fail: true,
        }
    }

    /// The list, or in so many of a hundred cases what a look-up of all rows gives.
    pub fn or_all_rows(&mut self, percent: u64, list: List, scope: &Scope) -> List {
        if !self.random.chance(percent) {
            return list;
        }
        self.all_rows(|_| true, scope).unwrap_or(list)
    }

    /// A look-up in a `collect` table whose items are wanted; a key is in error more often than by chance.
    pub(super) fn all_rows(&mut self, wanted: impl Fn(&Ty) -> bool, scope: &Scope) -> Option<List> {
        let tables = self.model.collections.iter().filter(|it| wanted(&it.item));
        let tables: Vec<_> = tables.cloned().collect();
        let table = self.random.one_of(&tables)?;
        let mut keys = Vec::new();
        for ty in &table.keys {
            let fragile = self.fragile_in(15, ty, scope, 1);
            let key = fragile.unwrap_or_else(|| self.expression(ty, scope, 1));
            keys.push(key.text);
        }
        Some(List {
            path: format!("{}({})", table.name, keys.join(", ")),
            item: table.item,
            never_empty: false,
            key: None,
            is_attribute: false,
            is_computed: true,
            can_fail: true,
        })
    }

    /// The list, or in so many of a hundred cases the numbers of a range, which only a clause can go through.
    pub fn or_range(&mut self, percent: u64, list: List, scope: &Scope) -> List {
        if !self.random.chance(percent) {
            return list;
        }
        let number = self.expression(&Ty::Int, scope, 1);
        let to = match self.random.below(5) {
            0 => self.random.word(&["2", "3"]),
            // Either hardly any numbers or too many.
            1 => format!("({} * 20_000)", number.at(Level::Negation)),
            2 => format!("({} mod 4)", number.at(Level::Negation)),
            3 => format!(
                "min(3, {})",
                self.fragile(&Ty::Int, scope, 1).unwrap_or(number).text
            ),
            _ => format!("min(4, {})", number.text),
        };
        let from = match self.random.below(5) {
            0 => format!("max(-1, {})", self.expression(&Ty::Int, scope, 1).text),
            1 => "0".to_owned(),
            _ => "1".to_owned(),
        };
        let dots = self.random.word(&["..", "..", "..<"]);
        List {
            path: format!("{from}{dots}{to}"),
            item: Ty::Int,
            never_empty: false,
            key: None,
            is_attribute: false,
            is_computed: false,
            can_fail: true,
        }
    }

    /// What items are put in order by; few different values more often than many, so that a second key counts.
    fn sort_key(&mut self, scope: &Scope, depth: u32) -> String {
        let mut types = vec![Ty::Int, Ty::Int, Ty::Decimal, Ty::Money, Ty::Date];
        let ordered = (0..self.model.enums.len()).filter(|id| self.model.enums[*id].ordered);
        types.extend(ordered.map(Ty::Enum));
        let ty = self.random.pick(&types).clone();
        let fragile = self.fragile_in(12, &ty, scope, depth);
        let key = fragile.unwrap_or_else(|| self.named(&ty, scope, depth));
        let descending = self.random.word(&["", " descending"]);
        let few = ty == Ty::Int && self.random.chance(30);
        let key = if few {
            format!("{} mod 2", key.at(Level::Product))
        } else {
            key.at(Level::Or)
        };
        format!("{descending} {key}")
    }
}
