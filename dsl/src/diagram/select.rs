//! The part of a picture that one thing needs.

use std::collections::{BTreeMap, BTreeSet};

use super::Diagram;
use crate::diagnostics::check::nearest;
use crate::typed::{Rulebook, Type};

/// Where the attributes of a risk lead: to the items of which entity, by the entity that has them and their name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Paths {
    root: String,
    leads: BTreeMap<(String, String), String>,
}

impl Paths {
    pub(super) fn of(rulebook: &Rulebook) -> Self {
        let snake = |at: usize| rulebook.entities.get(at).map(|e| e.snake_name.to_string());
        let mut leads = BTreeMap::new();
        for entity in &rulebook.entities {
            for attribute in &entity.attributes {
                let mut ty = &attribute.ty;
                while let Type::List(inner) | Type::Optional(inner) = ty {
                    ty = inner;
                }
                if let Type::Entity(to) = ty
                    && let Some(to) = snake(to.index())
                {
                    let from = (entity.snake_name.to_string(), attribute.name.to_string());
                    leads.insert(from, to);
                }
            }
        }
        Self {
            root: snake(rulebook.root.index()).unwrap_or_default(),
            leads,
        }
    }

    /// `policy.vehicles[1].covers[BI].factor` is `cover.factor`: which item it is of makes no difference to what is read.
    fn shortened(&self, path: &str) -> Option<String> {
        let mut names = path.split('.');
        let mut entity = names.next().filter(|first| *first == self.root)?;
        let mut name = names.next()?;
        for next in names {
            entity = self.leads.get(&(entity.to_owned(), name.to_owned()))?;
            name = next;
        }
        Some(format!("{entity}.{name}"))
    }
}

impl Diagram {
    /// The part that one thing needs: an attribute (`vehicle.symbol` or `policy.vehicles[1].symbol`), a field of the answer
    /// (`output.total`), a definition, a table, a function, a rule or an outcome by its name.
    ///
    /// # Errors
    /// Where there is no such thing; with the nearest that there is.
    pub fn needed_by(&self, path: &str) -> Result<Self, Option<String>> {
        let plain = without_indexes(path);
        let shortened = self.paths.shortened(&plain);
        let named = |path: &str| self.vertices.iter().position(|v| v.path == path);
        let found = named(path).or_else(|| named(&plain));
        let found = found.or_else(|| named(shortened.as_deref()?));
        let Some(start) = found else {
            let paths = self.vertices.iter().map(|vertex| vertex.path.as_str());
            let asked = shortened.as_deref().unwrap_or(&plain);
            return Err(nearest(asked, paths).map(str::to_owned));
        };
        let mut read_by: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (from, to) in &self.edges {
            read_by.entry(*to).or_default().push(*from);
        }
        let (mut needed, mut open) = (BTreeSet::new(), vec![start]);
        while let Some(vertex) = open.pop() {
            if needed.insert(vertex) {
                open.extend(read_by.get(&vertex).into_iter().flatten());
            }
        }
        Ok(self.only(&needed))
    }

    fn only(&self, kept: &BTreeSet<usize>) -> Self {
        let places: BTreeMap<usize, usize> = kept.iter().copied().zip(0..).collect();
        let vertices = kept.iter().filter_map(|at| self.vertices.get(*at).cloned());
        let edges = self.edges.iter();
        let edges = edges.filter_map(|(from, to)| Some((*places.get(from)?, *places.get(to)?)));
        Self {
            name: self.name.clone(),
            entities: self.entities.clone(),
            vertices: vertices.collect(),
            edges: edges.collect(),
            paths: self.paths.clone(),
        }
    }
}

fn without_indexes(path: &str) -> String {
    let mut plain = String::new();
    let mut inside = false;
    for c in path.chars() {
        match c {
            '[' => inside = true,
            ']' => inside = false,
            c if !inside => plain.push(c),
            _ => {}
        }
    }
    plain
}
