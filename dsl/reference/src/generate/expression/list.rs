//! What is made of lists: aggregates, picked items, items by place and key.

use super::super::model::Ty;
use super::super::scope::{List, Named, Scope};
use super::fragile::counted_from_one;
use super::{Code, Generator, Level};

/// `for v in L for w in v.M where c`, and what can be seen behind it.
pub struct Clauses {
    pub text: String,
    pub inside: Scope,
    /// Whether there is always an item.
    pub is_certain: bool,
}

impl Generator {
    /// One clause or two, with a condition or without.
    pub fn clauses(&mut self, scope: &Scope, depth: u32) -> Option<Clauses> {
        let list = self.random.one_of(&scope.lists)?;
        let list = self.or_fragile_list(5, list, scope);
        let list = self.or_all_rows(8, list, scope);
        let list = self.or_range(7, list, scope);
        let list = self.or_sorted(10, list, scope, depth);
        let (mut text, mut inside) = self.clause(&list, scope);
        let mut is_certain = list.never_empty;
        if self.random.chance(20)
            && let Some(second) = self.random.one_of(&inside.lists)
        {
            let second = self.or_range(7, second, &inside);
            let second = self.or_all_rows(10, second, &inside);
            let second = self.or_sorted(8, second, &inside, depth);
            let (clause, deeper) = self.clause(&second, &inside);
            text = format!("{text} {clause}");
            inside = deeper;
            is_certain &= second.never_empty;
        }
        if self.random.chance(25)
            && let Some((condition, known)) = self.same_key(scope, &inside, depth)
        {
            text = format!("{text} where {condition}");
            inside = inside.knowing(&self.model, &known);
            is_certain = false;
        } else if self.random.chance(42) {
            let condition = self.condition(&inside, depth);
            text = format!("{text} where {}", condition.0);
            inside = condition.1;
            is_certain = false;
        }
        Some(Clauses {
            text,
            inside,
            is_certain,
        })
    }

    /// A condition, and what is known behind it.
    pub fn condition(&mut self, scope: &Scope, depth: u32) -> (String, Scope) {
        let optional = self.random.one_of(&scope.optionals());
        match optional {
            Some(optional) if self.random.chance(30) => {
                let inside = scope.knowing(&self.model, std::slice::from_ref(&optional.path));
                let given = format!("{} is given", optional.path);
                if self.random.chance(50) {
                    return (given, inside);
                }
                let also = self.expression(&Ty::Bool, &inside, depth);
                let text = format!("{given} and {}", also.at(Level::Not));
                (text, inside.knowing(&self.model, &also.if_true))
            }
            _ => {
                let fragile = self.fragile_in(20, &Ty::Bool, scope, depth);
                let condition = fragile.unwrap_or_else(|| self.expression(&Ty::Bool, scope, depth));
                let inside = scope.knowing(&self.model, &condition.if_true);
                (condition.at(Level::Or), inside)
            }
        }
    }

    /// `v.zone = zone`: a value of what is gone through is one from outside; perhaps with other conditions before and behind.
    /// With it what it shows to be given.
    fn same_key(
        &mut self,
        scope: &Scope,
        inside: &Scope,
        depth: u32,
    ) -> Option<(String, Vec<String>)> {
        let mut parts = Vec::new();
        for _ in 0..self.random.between(1, 2) {
            let of_items: Vec<_> = inside
                .values
                .iter()
                .filter(|value| value.ty.is_plain())
                .filter(|value| scope.values.iter().all(|outer| outer.path != value.path))
                .cloned()
                .collect();
            let item = self.random.one_of(&of_items)?;
            let outer = self.named(&item.ty, scope, depth);
            let (item, outer) = (item.path, outer.at(Level::Coalesce));
            parts.push(match self.random.chance(50) {
                true => format!("{item} = {outer}"),
                false => format!("{outer} = {item}"),
            });
        }
        for _ in 0..self.random.below(3) {
            let fragile = self.fragile_in(30, &Ty::Bool, inside, depth);
            let other = fragile.unwrap_or_else(|| self.expression(&Ty::Bool, inside, depth));
            // What shows that something is given stands last: the others ask for it.
            if !other.if_true.is_empty() {
                parts.push(other.at(Level::Not));
                return Some((parts.join(" and "), other.if_true));
            }
            let place = self.random.below(parts.len() + 1);
            parts.insert(place, other.at(Level::Not));
        }
        Some((parts.join(" and "), Vec::new()))
    }

    /// `for v in L`
    pub fn clause(&mut self, list: &List, scope: &Scope) -> (String, Scope) {
        let name = self.model.fresh("v");
        let mut inside = scope.clone();
        match list.item {
            Ty::Entity(entity) => inside.item(&self.model, &format!("{name}."), entity, 0),
            _ => inside.value(&self.model, name.clone(), list.item.clone(), 0),
        }
        if self.random.chance(25) {
            inside.values.push(Named {
                path: format!("{name}.place"),
                ty: Ty::Int,
            });
        }
        (format!("for {name} in {}", list.path), inside)
    }

    /// `sum(e for …)` of a type that the aggregate keeps.
    pub(super) fn folded(
        &mut self,
        word: &str,
        ty: &Ty,
        scope: &Scope,
        depth: u32,
    ) -> Option<Code> {
        let clauses = self.clauses(scope, depth)?;
        let value = self.expression(ty, &clauses.inside, depth);
        Some(Code::whole(format!(
            "{word}({} {})",
            value.at(Level::Or),
            clauses.text
        )))
    }

    /// `min`, `max`, `average`: behind `??` where there may be no item.
    pub(super) fn folded_or(
        &mut self,
        word: &str,
        of: &Ty,
        result: &Ty,
        scope: &Scope,
        depth: u32,
    ) -> Option<Code> {
        let clauses = self.clauses(scope, depth)?;
        let value = self.expression(of, &clauses.inside, depth);
        let fold = format!("{word}({} {})", value.at(Level::Or), clauses.text);
        if clauses.is_certain {
            return Some(Code::whole(fold));
        }
        let absent = self.expression(result, scope, depth);
        Some(Code::new(
            Level::Coalesce,
            format!("{fold} ?? {}", absent.at(Level::Sum)),
        ))
    }

    pub(super) fn counted(&mut self, scope: &Scope, depth: u32) -> Option<Code> {
        if self.random.chance(40) {
            let list = self.some_list(&scope.lists)?;
            let list = self.or_fragile_list(15, list, scope);
            let list = self.or_all_rows(10, list, scope);
            return Some(Code::whole(format!("count({})", list.path)));
        }
        let clauses = self.clauses(scope, depth)?;
        let variable = clauses
            .text
            .split(' ')
            .nth(1)
            .unwrap_or_default()
            .to_owned();
        let condition = if clauses.text.contains(" where ") {
            String::new()
        } else {
            let fragile = self.fragile_in(60, &Ty::Bool, &clauses.inside, depth);
            fragile.map_or(String::new(), |code| {
                format!(" where {}", code.at(Level::Or))
            })
        };
        Some(Code::whole(format!(
            "count({variable} {}{condition})",
            clauses.text
        )))
    }

    /// The sum of a list of numbers.
    pub(super) fn sum_of(&mut self, ty: &Ty, scope: &Scope) -> Option<Code> {
        let lists: Vec<List> = scope
            .lists
            .iter()
            .filter(|l| l.item == *ty)
            .cloned()
            .collect();
        let list = self.random.one_of(&lists)?;
        let list = self.or_fragile_list(15, list, scope);
        Some(Code::whole(format!("sum({})", list.path)))
    }

    /// A list whose items are taken; more often than by chance one that can be in error.
    pub(super) fn some_list(&mut self, lists: &[List]) -> Option<List> {
        let can_fail: Vec<List> = lists.iter().filter(|l| l.can_fail).cloned().collect();
        if !can_fail.is_empty() && self.random.chance(60) {
            return self.random.one_of(&can_fail);
        }
        self.random.one_of(lists)
    }

    /// An item of a list, and whether there is certainly one.
    pub(super) fn item_of(
        &mut self,
        list: &List,
        scope: &Scope,
        depth: u32,
    ) -> Option<(String, bool)> {
        let list = &self.or_sorted(20, list.clone(), scope, depth.min(1));
        let path = &list.path;
        if (list.is_attribute || list.is_computed) && self.random.chance(60) {
            let index = match &list.key {
                Some(Ty::Enum(id)) if self.random.chance(60) => self.member_literal(*id),
                Some(ty) => self.expression(&ty.clone(), scope, depth).text,
                None if self.random.chance(40) => self.random.word(&["1", "1", "2", "3"]),
                None if self.random.chance(50) => format!(
                    "({}) mod count({path}) + 1",
                    self.expression(&Ty::Int, scope, depth).text
                ),
                None => counted_from_one(self.expression(&Ty::Int, scope, depth).text),
            };
            return Some((format!("{path}[{index}]"), true));
        }
        if self.random.chance(40) {
            let end = self.random.word(&["first", "last"]);
            let list = self.or_fragile_list(60, list.clone(), scope);
            return Some((format!("{end}({})", list.path), list.never_empty));
        }
        let (clause, inside) = self.clause(list, scope);
        let clause = clause.trim_start_matches("for ").to_owned();
        let (condition, inside, is_certain) = if self.random.chance(50) {
            let (condition, inside) = match self.fragile_in(25, &Ty::Bool, &inside, depth) {
                Some(fragile) => (fragile.at(Level::Or), inside),
                None => self.condition(&inside, depth),
            };
            (format!(" where {condition}"), inside, false)
        } else {
            (String::new(), inside, list.never_empty)
        };
        let ty = self
            .random
            .pick(&[Ty::Int, Ty::Decimal, Ty::Money, Ty::Date])
            .clone();
        let fragile = self.fragile_in(25, &ty, &inside, depth);
        let by = fragile.unwrap_or_else(|| self.expression(&ty, &inside, depth));
        let end = self.random.word(&["greatest", "least"]);
        Some((
            format!("pick({clause}{condition} by {end} {})", by.at(Level::Or)),
            is_certain,
        ))
    }

    /// An item of an entity that is certainly there.
    pub(super) fn item_form(&mut self, entity: usize, scope: &Scope, depth: u32) -> Option<Code> {
        let lists: Vec<List> = scope
            .lists
            .iter()
            .filter(|l| l.item == Ty::Entity(entity))
            .cloned()
            .collect();
        for _ in 0..8 {
            let list = self.random.one_of(&lists)?;
            if let Some((item, true)) = self.item_of(&list, scope, depth) {
                return Some(Code::whole(item));
            }
        }
        None
    }
}
