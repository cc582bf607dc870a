//! Forms of any type: choices, `let`, calls, look-ups, what is taken from items.

use super::super::model::Ty;
use super::super::scope::{List, Named, Scope};
use super::{Code, Generator, Level};

impl Generator {
    pub(super) fn general(&mut self, ty: &Ty, scope: &Scope, depth: u32) -> Option<Code> {
        match self.random.weighted(&[
            (12, 0),
            (12, 1),
            (14, 2),
            (8, 3),
            (8, 4),
            (14, 5),
            (16, 6),
            (10, 7),
            (22, 8),
        ]) {
            0 => Some(self.if_else(ty, scope, depth)),
            1 => self.if_given(ty, scope, depth),
            2 => self.match_arms(ty, scope, depth),
            3 => Some(self.choose(ty, scope, depth)),
            4 => Some(self.block(ty, scope, depth)),
            5 => self.call(ty, scope, depth),
            6 => self.look_up(ty, scope, depth),
            7 if ty.is_plain() => {
                let first = self.expression(&ty.clone().optional(), scope, depth);
                let second = self.expression(ty, scope, depth);
                let text = format!("{} ?? {}", first.at(Level::Sum), second.at(Level::Sum));
                Some(Code::new(Level::Coalesce, text))
            }
            8 => self.item_value(ty, scope, depth),
            _ => None,
        }
    }

    fn if_else(&mut self, ty: &Ty, scope: &Scope, depth: u32) -> Code {
        let condition = self.expression(&Ty::Bool, scope, depth);
        let then = self.expression(ty, &scope.knowing(&self.model, &condition.if_true), depth);
        let otherwise =
            self.expression(ty, &scope.knowing(&self.model, &condition.if_false), depth);
        let text = format!(
            "if {} then {} else {}",
            condition.at(Level::Or),
            then.at(Level::Or),
            otherwise.text
        );
        Code::new(Level::Open, text)
    }

    /// A guard that shows an optional to be given, and what it guards.
    fn if_given(&mut self, ty: &Ty, scope: &Scope, depth: u32) -> Option<Code> {
        let Named { path, .. } = self.random.one_of(&scope.optionals())?;
        let mut inside = scope.knowing(&self.model, std::slice::from_ref(&path));
        let absent = self.expression(ty, scope, depth);
        let text = if self.random.chance(70) {
            let also = if self.random.chance(30) {
                let also = self.expression(&Ty::Bool, &inside, depth);
                inside = inside.knowing(&self.model, &also.if_true);
                format!(" and {}", also.at(Level::Not))
            } else {
                String::new()
            };
            let given = self.expression(ty, &inside, depth);
            format!(
                "if {path} is given{also} then {} else {}",
                given.at(Level::Or),
                absent.text
            )
        } else {
            let given = self.expression(ty, &inside, depth);
            format!(
                "if {path} is not given then {} else {}",
                absent.at(Level::Or),
                given.text
            )
        };
        Some(Code::new(Level::Open, text))
    }

    fn match_arms(&mut self, ty: &Ty, scope: &Scope, depth: u32) -> Option<Code> {
        let subjects: Vec<Named> = scope
            .values
            .iter()
            .filter(|value| {
                matches!(
                    value.ty.given(),
                    Ty::Enum(_)
                        | Ty::Int
                        | Ty::Decimal
                        | Ty::Money
                        | Ty::Bool
                        | Ty::Text
                        | Ty::Date
                )
            })
            .cloned()
            .collect();
        let subject = self.random.one_of(&subjects)?;
        let is_optional = matches!(subject.ty, Ty::Optional(_));
        let (mut patterns, mut is_complete) = self.patterns(subject.ty.given());
        if is_optional {
            if self.random.chance(70) {
                let at = self.random.below(patterns.len() + 1);
                patterns.insert(at, "none".to_owned());
            } else {
                is_complete = false;
            }
        }
        let mut arms = Vec::new();
        for pattern in &patterns {
            let scope = if is_optional && pattern != "none" && !pattern.contains("none") {
                scope.knowing(&self.model, std::slice::from_ref(&subject.path))
            } else {
                scope.clone()
            };
            let value = self.expression(ty, &scope, depth);
            arms.push(format!("{pattern}: {}", value.at(Level::Or)));
        }
        if !is_complete || self.random.chance(15) {
            let none_seen = is_optional && patterns.iter().any(|p| p == "none");
            let known = if none_seen {
                vec![subject.path.clone()]
            } else {
                Vec::new()
            };
            let value = self.expression(ty, &scope.knowing(&self.model, &known), depth);
            arms.push(format!("otherwise: {}", value.at(Level::Or)));
        }
        let subject = if depth > 0 && !is_optional && self.random.chance(25) {
            // In parentheses: a member's name before a brace would begin a record.
            format!("({})", self.expression(&subject.ty, scope, depth - 1).text)
        } else {
            subject.path
        };
        let separator = if self.random.chance(50) { ", " } else { "\n" };
        Some(Code::new(
            Level::Open,
            format!("match {subject} {{ {} }}", arms.join(separator)),
        ))
    }

    /// Patterns of a type, and whether they fit all its values.
    fn patterns(&mut self, ty: &Ty) -> (Vec<String>, bool) {
        let random = &mut self.random;
        let fixed = |texts: &[&str]| texts.iter().map(|t| (*t).to_owned()).collect::<Vec<_>>();
        match ty {
            Ty::Enum(id) => {
                let members = &self.model.enums[*id].members;
                let literals: Vec<String> =
                    members.iter().map(|m| super::Enum::literal(m)).collect();
                let cut = random.between(1, literals.len() as i64) as usize;
                let mut arms: Vec<String> = vec![literals[..cut].join(", ")];
                arms.extend(literals[cut..].iter().cloned());
                let is_complete = random.chance(60);
                if !is_complete && arms.len() > 1 {
                    arms.pop();
                }
                (arms, is_complete)
            }
            Ty::Bool => (fixed(&["true", "false"]), true),
            Ty::Int => (
                random
                    .pick(&[
                        fixed(&["0", "1..3"]),
                        fixed(&["..0", "1, 2", "5.."]),
                        fixed(&["-2..<2", "25"]),
                    ])
                    .clone(),
                false,
            ),
            Ty::Decimal => (
                random
                    .pick(&[fixed(&["0..<0.5", "0.5..1"]), fixed(&["..<0", "1.15"])])
                    .clone(),
                false,
            ),
            Ty::Money => (
                random
                    .pick(&[fixed(&["0..100"]), fixed(&["0", "..-0.01", "250.."])])
                    .clone(),
                false,
            ),
            Ty::Text => (fixed(&[r#""a", "b""#, r#""""#]), false),
            Ty::Date => (
                fixed(&["2000-01-01..2019-12-31", "..1999-12-31", "2024-02-29"]),
                false,
            ),
            other => unreachable!("{other:?} cannot be matched"),
        }
    }

    fn choose(&mut self, ty: &Ty, scope: &Scope, depth: u32) -> Code {
        let mut arms = Vec::new();
        let mut scope = scope.clone();
        for _ in 0..self.random.between(1, 3) {
            let condition = self.expression(&Ty::Bool, &scope, depth);
            let value = self.expression(ty, &scope.knowing(&self.model, &condition.if_true), depth);
            scope = scope.knowing(&self.model, &condition.if_false);
            arms.push(format!(
                "{}: {}",
                condition.at(Level::Or),
                value.at(Level::Or)
            ));
        }
        let otherwise = self.expression(ty, &scope, depth);
        arms.push(format!("otherwise: {}", otherwise.at(Level::Or)));
        Code::new(Level::Open, format!("choose {{ {} }}", arms.join("\n")))
    }

    fn block(&mut self, ty: &Ty, scope: &Scope, depth: u32) -> Code {
        let mut inside = scope.clone();
        let mut lines = Vec::new();
        for _ in 0..self.random.between(1, 2) {
            let name = self.model.fresh("x");
            let bound = match self.random.below(8) {
                0 => self.plain_type().optional(),
                1 => match self.random.one_of(&self.model.declared_records()) {
                    Some(record) => Ty::Record(record),
                    None => Ty::Bool,
                },
                2 if self.model.has_name(ty) => ty.clone(),
                _ => self.plain_type(),
            };
            let value = self.expression(&bound, &inside, depth);
            let declared = if self.random.chance(30) || matches!(bound, Ty::Optional(_)) {
                format!(" : {}", self.model.written(&bound))
            } else {
                String::new()
            };
            lines.push(format!("let {name}{declared} = {}", value.text));
            inside.value(&self.model, name, bound, 1);
        }
        let result = self.expression(ty, &inside, depth);
        lines.push(result.text);
        Code::new(Level::Open, format!("{{ {} }}", lines.join("\n")))
    }

    fn call(&mut self, ty: &Ty, scope: &Scope, depth: u32) -> Option<Code> {
        let functions = self.model.functions.clone();
        let fitting: Vec<_> = functions.iter().filter(|f| f.ty == *ty).cloned().collect();
        let function = self.random.one_of(&fitting)?;
        let arguments = self.arguments(&function.parameters, scope, depth);
        Some(Code::whole(format!("{}({arguments})", function.name)))
    }

    fn arguments(&mut self, types: &[Ty], scope: &Scope, depth: u32) -> String {
        let mut arguments = Vec::new();
        for ty in types {
            let widened = if *ty == Ty::Decimal && self.random.chance(20) {
                &Ty::Int
            } else {
                ty
            };
            arguments.push(self.expression(widened, scope, depth).text);
        }
        arguments.join(", ")
    }

    fn look_up(&mut self, ty: &Ty, scope: &Scope, depth: u32) -> Option<Code> {
        let tables = &self.model.tables;
        let fitting: Vec<(usize, usize)> = (0..tables.len())
            .flat_map(|table| (0..tables[table].results.len()).map(move |result| (table, result)))
            .filter(|(table, result)| tables[*table].results[*result].1 == *ty)
            .collect();
        let (table, result) = self.random.one_of(&fitting)?;
        let table = self.model.tables[table].clone();
        let arguments = self.arguments(&table.keys, scope, depth.min(1));
        let call = format!("{}({arguments})", table.name);
        Some(Code::whole(match &table.results[result].0 {
            Some(field) => format!("{call}.{field}"),
            None => call,
        }))
    }

    /// A value of an item that is picked from a list, or an item of a plain list.
    fn item_value(&mut self, ty: &Ty, scope: &Scope, depth: u32) -> Option<Code> {
        if !ty.is_plain() {
            return None;
        }
        let fits = |list: &&List| matches!(list.item, Ty::Entity(_)) || list.item == *ty;
        let fitting: Vec<List> = scope.lists.iter().filter(fits).cloned().collect();
        let list = self.some_list(&fitting)?;
        if let Ty::Entity(entity) = list.item {
            let (item, is_certain) = self.item_of(&list, scope, depth)?;
            let mut inside = Scope::default();
            inside.item(&self.model, "", entity, 0);
            if is_certain {
                let path = self.random.one_of(&inside.of_type(ty))?.to_owned();
                return Some(Code::whole(format!("{item}.{path}")));
            }
            let name = self.model.fresh("x");
            let path = self.random.one_of(&inside.of_type(ty))?.to_owned();
            let absent = self.expression(ty, scope, depth);
            let text = format!(
                "{{ let {name} = {item}\nif {name} is given then {name}.{path} else {} }}",
                absent.text
            );
            return Some(Code::new(Level::Open, text));
        }
        let (item, is_certain) = self.item_of(&list, scope, depth)?;
        if is_certain {
            return Some(Code::whole(item));
        }
        let absent = self.expression(ty, scope, depth);
        Some(Code::new(
            Level::Coalesce,
            format!("{item} ?? {}", absent.at(Level::Sum)),
        ))
    }
}
