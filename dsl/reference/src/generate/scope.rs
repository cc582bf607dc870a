use super::model::{Kind, Model, Ty};

/// What an expression can name at its place.
#[derive(Debug, Clone, Default)]
pub struct Scope {
    pub values: Vec<Named>,
    pub lists: Vec<List>,
}

/// A value by its path: `policy.plan.fee`.
#[derive(Debug, Clone)]
pub struct Named {
    pub path: String,
    pub ty: Ty,
}

/// A list by its path.
#[derive(Debug, Clone)]
pub struct List {
    pub path: String,
    pub item: Ty,
    /// Whether it always has an item.
    pub never_empty: bool,
    /// What its items were made for.
    pub key: Option<Ty>,
    /// Whether it is a given or made list, so that `L[n]` can be written.
    pub is_attribute: bool,
    /// Whether it is computed, so that `L[n]` goes by number.
    pub is_computed: bool,
    /// Whether it can be in error as a whole: a computed list, or one made for computed numbers.
    pub can_fail: bool,
}

impl Scope {
    /// What rules, definitions and the output see.
    pub fn of_risk(model: &Model) -> Self {
        let mut scope = Self::globals(model);
        let prefix = format!("{}.", model.entities[0].snake_name);
        scope.item(model, &prefix, 0, 0);
        scope
    }

    /// What an attribute of an entity sees.
    pub fn of_entity(model: &Model, id: usize) -> Self {
        let mut scope = Self::around(model, id);
        scope.item(model, "", id, 0);
        scope
    }

    /// What is seen of an entity's item before there is one: what it stands in.
    pub fn around(model: &Model, id: usize) -> Self {
        let mut scope = Self::globals(model);
        let mut parent = model.entities[id].parent;
        while let Some(id) = parent {
            let prefix = format!("{}.", model.entities[id].snake_name);
            scope.item(model, &prefix, id, 0);
            parent = model.entities[id].parent;
        }
        scope
    }

    fn globals(model: &Model) -> Self {
        let mut scope = Self::default();
        for (name, ty) in &model.definitions {
            scope.value(model, name.clone(), ty.clone(), 1);
        }
        for rows in &model.row_lists {
            scope.lists.push(List {
                path: rows.path.clone(),
                item: Ty::Record(rows.record),
                never_empty: true,
                key: None,
                is_attribute: false,
                is_computed: false,
                can_fail: false,
            });
        }
        for outcome in &model.outcomes {
            scope.values.push(Named {
                path: format!("{}.decision", outcome.name),
                ty: Ty::Enum(outcome.levels),
            });
            scope.lists.push(List {
                path: format!("{}.reasons", outcome.name),
                item: Ty::Record(outcome.reason),
                never_empty: false,
                key: None,
                is_attribute: false,
                is_computed: true,
                can_fail: false,
            });
        }
        scope
    }

    /// The attributes of an item, by the prefix that leads to them.
    pub fn item(&mut self, model: &Model, prefix: &str, entity: usize, depth: usize) {
        let mut stands_in_list = false;
        for owner in &model.entities {
            stands_in_list |= owner
                .attributes
                .iter()
                .any(|a| a.ty == Ty::List(Box::new(Ty::Entity(entity))));
        }
        if stands_in_list {
            let path = format!("{prefix}position");
            self.values.push(Named { path, ty: Ty::Int });
        }
        for attribute in &model.entities[entity].attributes {
            let path = format!("{prefix}{}", attribute.name);
            match &attribute.ty {
                Ty::List(item) => self.lists.push(List {
                    path,
                    item: (**item).clone(),
                    never_empty: match attribute.kind {
                        Kind::GivenList { min, .. } | Kind::Made { min } => min > 0,
                        _ => false,
                    },
                    key: match (attribute.kind, &**item) {
                        (Kind::Made { .. }, Ty::Entity(made)) => key(model, *made),
                        _ => None,
                    },
                    is_attribute: attribute.kind != Kind::Computed,
                    is_computed: attribute.kind == Kind::Computed,
                    can_fail: matches!(attribute.kind, Kind::Computed | Kind::Made { min: 0 }),
                }),
                ty => self.value(model, path, ty.clone(), depth),
            }
        }
    }

    /// A value, and what can be taken from it.
    pub fn value(&mut self, model: &Model, path: String, ty: Ty, depth: usize) {
        match &ty {
            Ty::Record(id) => {
                for field in &model.records[*id].fields {
                    self.value(
                        model,
                        format!("{path}.{}", field.name),
                        field.ty.clone(),
                        depth,
                    );
                }
            }
            Ty::Entity(id) if depth < 2 => {
                self.item(model, &format!("{path}."), *id, depth + 1);
            }
            _ => {}
        }
        self.values.push(Named { path, ty });
    }

    /// The same where guards have shown that optionals are given.
    pub fn knowing(&self, model: &Model, paths: &[String]) -> Self {
        let mut scope = self.clone();
        for path in paths {
            let is_it = |value: &Named| value.path == *path && matches!(value.ty, Ty::Optional(_));
            if let Some(at) = scope.values.iter().position(is_it) {
                let value = scope.values.remove(at);
                scope.value(model, value.path, value.ty.given().clone(), 1);
            }
        }
        scope
    }

    /// The same without items that are named by themselves: what they are computed from does not go through them.
    pub fn without_items(&self) -> Self {
        let mut scope = self.clone();
        scope
            .values
            .retain(|value| !matches!(value.ty, Ty::Entity(_)));
        scope
    }

    /// The paths of values of a type.
    pub fn of_type(&self, ty: &Ty) -> Vec<&str> {
        let found = self.values.iter().filter(|value| value.ty == *ty);
        found.map(|value| value.path.as_str()).collect()
    }

    /// The optional values.
    pub fn optionals(&self) -> Vec<Named> {
        let found = self
            .values
            .iter()
            .filter(|v| matches!(v.ty, Ty::Optional(_)));
        found.cloned().collect()
    }
}

/// What the items of a made list's entity were made for.
fn key(model: &Model, entity: usize) -> Option<Ty> {
    let mut attributes = model.entities[entity].attributes.iter();
    Some(attributes.find(|a| a.kind == Kind::Key)?.ty.clone())
}
