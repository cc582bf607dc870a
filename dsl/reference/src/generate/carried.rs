//! What is carried from item to item. Everything of one scan is made at once: until then nothing outside it can name it, so that no item
//! needs another that has not been reached.

use super::domain::Domain;
use super::expression::{Generator, Level};
use super::model::{Attribute, Kind, Ty};
use super::scope::{Named, Scope};

/// Attributes that are being made, by their entity.
type Made = Vec<(usize, Attribute)>;

impl Generator {
    /// Carries something from item to item of an entity, perhaps through the items of a list of each.
    pub fn carrying(&mut self) {
        let lists = self.lists_of_items();
        let Some((_, _, entity)) = self.random.one_of(&lists) else {
            return;
        };
        let is_first = !self.carries(entity);
        if is_first && self.random.chance(35) {
            let ty = match self.random.below(4) {
                0 => Ty::Date,
                1 => Ty::Decimal,
                _ => Ty::Int,
            };
            let scope = Scope::of_entity(&self.model, entity);
            let key = match self.random.chance(70) {
                true => self.leaf(&ty, &scope),
                false => self.expression(&ty, &scope, 2),
            };
            self.model.entities[entity].order = Some(key.text);
        }
        let mut made = Made::new();
        let mut scope = Scope::of_entity(&self.model, entity);
        let start = Scope::around(&self.model, entity);
        self.carry(entity, &start, &mut scope, &mut made, true);
        for (entity, attribute) in made {
            self.model.entities[entity].attributes.push(attribute);
        }
        for (owner, list, item) in self.lists_of_items() {
            if self.random.chance(40) {
                self.last_of(owner, &list, item);
            }
        }
    }

    /// The given and made lists of items: whose they are, their names, what their items are.
    fn lists_of_items(&self) -> Vec<(usize, String, usize)> {
        let entities = self.model.entities.iter().enumerate();
        let lists = entities.flat_map(|(owner, entity)| {
            let lists = entity
                .attributes
                .iter()
                .filter_map(|a| match (&a.ty, a.kind) {
                    (Ty::List(item), Kind::GivenList { .. } | Kind::Made { .. }) => match **item {
                        Ty::Entity(item) => Some((a.name.clone(), item)),
                        _ => None,
                    },
                    _ => None,
                });
            lists
                .map(move |(list, item)| (owner, list, item))
                .collect::<Vec<_>>()
        });
        lists.collect()
    }

    fn carries(&self, entity: usize) -> bool {
        let mut attributes = self.model.entities[entity].attributes.iter();
        attributes.any(|a| a.kind == Kind::Carried)
    }

    /// What the items of an entity carry: where that starts, what it goes through, what it comes to. `scope` is what an item sees.
    fn carry(
        &mut self,
        entity: usize,
        start: &Scope,
        scope: &mut Scope,
        made: &mut Made,
        is_outer: bool,
    ) -> Vec<(String, Ty)> {
        let mut carried = Vec::new();
        for _ in 0..self.random.between(1, 2) {
            let ty = match self.random.below(12) {
                0 => match self.random.one_of(&self.model.declared_records()) {
                    Some(record) => Ty::Record(record),
                    None => Ty::Money,
                },
                1 | 2 => self.plain_type().optional(),
                3 => self.plain_type(),
                4 | 5 => Ty::Int,
                6 | 7 => Ty::Decimal,
                _ => Ty::Money,
            };
            let is_ranged = ty.given().is_plain() && self.random.chance(35);
            let domain = is_ranged.then(|| Domain::of(&mut self.random, &self.model, ty.given()));
            let written = self.expression(&ty, start, 1).text;
            carried.push((self.model.fresh("c"), ty, domain.flatten(), written));
        }
        for (name, ty, ..) in &carried {
            scope.value(&self.model, name.clone(), ty.clone(), 0);
        }
        for _ in 0..self.random.below(3) {
            self.on_the_way(entity, scope, made);
        }
        if is_outer && self.random.chance(60) {
            self.carry_below(entity, scope, made);
        }
        for (name, ty, domain, start) in &carried {
            let then = self.carried_on(name, ty, scope);
            let text = format!(
                "{} = start {start} then {then}",
                self.model.written_in(ty, domain.as_ref())
            );
            let attribute = Attribute {
                key: name.clone(),
                name: name.clone(),
                ty: ty.clone(),
                domain: domain.clone(),
                kind: Kind::Carried,
                text,
            };
            made.push((entity, attribute));
        }
        carried
            .into_iter()
            .map(|(name, ty, ..)| (name, ty))
            .collect()
    }

    /// An attribute that what is carried goes through.
    fn on_the_way(&mut self, entity: usize, scope: &mut Scope, made: &mut Made) {
        let ty = match self.random.below(4) {
            0 => self.plain_type(),
            1 => Ty::Decimal,
            _ => Ty::Money,
        };
        let value = self.expression(&ty, scope, 2);
        let name = self.model.fresh("a");
        let text = format!("{} = {}", self.model.written(&ty), value.text);
        scope.value(&self.model, name.clone(), ty.clone(), 0);
        let attribute = Attribute::computed(name, ty, text);
        made.push((entity, attribute));
    }

    /// Carries through the items of a list of each item, and back to it.
    fn carry_below(&mut self, entity: usize, scope: &mut Scope, made: &mut Made) {
        let below = self
            .lists_of_items()
            .into_iter()
            .filter(|(owner, _, item)| {
                *owner == entity && self.model.entities[*item].parent == Some(entity)
            });
        let below: Vec<_> = below.collect();
        let Some((_, list, item)) = self.random.one_of(&below) else {
            return;
        };
        if self.carries(item) {
            return;
        }
        let prefix = format!("{}.", self.model.entities[entity].snake_name);
        let own = Scope::of_entity(&self.model, entity);
        let is_new = |value: &&Named| !own.values.iter().any(|known| known.path == value.path);
        let new: Vec<Named> = scope.values.iter().filter(is_new).cloned().collect();
        let prefixed = |mut value: Named| {
            value.path = format!("{prefix}{}", value.path);
            value
        };
        // What was made of the item may hold parts of a list, which have no such prefix.
        let new: Vec<Named> = new.into_iter().map(prefixed).collect();
        let mut start = Scope::around(&self.model, item);
        start.values.extend(new.iter().cloned());
        let mut inside = Scope::of_entity(&self.model, item);
        inside.values.extend(new);
        let before = made.len();
        if self.random.chance(40) {
            let weighed = Scope::of_entity(&self.model, item);
            let (ty, share) = self.share(&start, &weighed);
            let name = self.model.fresh("a");
            let text = format!("{} = {share}", self.model.written(&ty));
            inside.value(&self.model, name.clone(), ty.clone(), 0);
            let attribute = Attribute::computed(name, ty, text);
            made.push((item, attribute));
        }
        for (name, ty) in self.carry(item, &start, &mut inside, made, false) {
            if !matches!(ty, Ty::Optional(_)) {
                let path = format!("final({list}.{name})");
                scope.values.push(Named { path, ty });
            }
        }
        let sums: Vec<(String, Ty)> = made[before..]
            .iter()
            .filter(|(of, a)| *of == item && matches!(a.ty, Ty::Money | Ty::Decimal | Ty::Int))
            .map(|(_, a)| (a.name.clone(), a.ty.clone()))
            .collect();
        for (name, ty) in sums {
            let path = format!("sum(i.{name} for i in {list})");
            scope.values.push(Named { path, ty });
        }
    }

    /// What an item carries on: mostly of what it was carried itself.
    fn carried_on(&mut self, name: &str, ty: &Ty, scope: &Scope) -> String {
        let depth = if self.random.chance(30) { 2 } else { 1 };
        if !matches!(ty, Ty::Int | Ty::Decimal | Ty::Money) || self.random.chance(30) {
            return self.expression(ty, scope, depth).text;
        }
        let by = self.expression(ty, scope, depth);
        match self.random.below(5) {
            0 => format!("{name} - {}", by.at(Level::Product)),
            1 => format!("max(0, {name} - {})", by.at(Level::Product)),
            2 => format!("min({name}, {})", by.text),
            3 if *ty != Ty::Money => format!("{name} * {}", by.at(Level::Negation)),
            _ => format!("{name} + {}", by.at(Level::Product)),
        }
    }

    /// An attribute that is what the last item of a list carries on.
    fn last_of(&mut self, owner: usize, list: &str, item: usize) {
        let carried = self.model.entities[item].attributes.iter();
        let carried = carried.filter(|a| a.kind == Kind::Carried);
        let carried: Vec<(String, Ty)> = carried.map(|a| (a.name.clone(), a.ty.clone())).collect();
        let Some((name, ty)) = self.random.one_of(&carried) else {
            return;
        };
        let own = self.model.fresh("a");
        let text = format!("{} = final({list}.{name})", self.model.written(&ty));
        let attribute = Attribute::computed(own, ty, text);
        self.model.entities[owner].attributes.push(attribute);
    }
}
