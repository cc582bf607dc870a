//! The part of a picture that one thing needs.

use std::collections::{BTreeMap, BTreeSet};

use super::Diagram;
use crate::item_paths::ItemPaths;
use crate::typed::{Rulebook, Type};

/// The paths of a risk, by which what stands in a picture is asked for.
pub(super) fn paths(rulebook: &Rulebook) -> ItemPaths {
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
    ItemPaths::new(snake(rulebook.root.index()).unwrap_or_default(), leads)
}

impl Diagram {
    /// The part that one thing needs: an attribute (`vehicle.symbol` or `policy.vehicles[1].symbol`), a field of the answer
    /// (`output.total`), a definition, a table, a function, a rule or an outcome by its name.
    ///
    /// # Errors
    /// Where there is no such thing; with the nearest that there is.
    pub fn needed_by(&self, path: &str) -> Result<Self, Option<String>> {
        let paths = self.vertices.iter().map(|vertex| vertex.path.as_str());
        let start = self.paths.find(path, paths)?;
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
