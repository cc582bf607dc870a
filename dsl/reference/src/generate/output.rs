//! The output: most of what is computed, and expressions of its own.

use super::expression::Generator;
use super::model::{Kind, Ty};
use super::program::Piece;
use super::scope::Scope;

impl Generator {
    pub fn output(&mut self) -> Piece {
        let scope = Scope::of_risk(&self.model);
        let mut pieces = self.item_output(
            &scope,
            &format!("{}.", self.model.entities[0].snake_name),
            0,
            0,
        );
        for outcome in self.model.outcomes.clone() {
            let name = &outcome.name;
            pieces.push(self.field(&format!("{name}.decision")));
            if self.random.chance(50) {
                pieces.push(self.field(&format!("collect(r.code for r in {name}.reasons)")));
            } else {
                pieces.push(self.field(&format!("{name}.reasons")));
            }
        }
        for (definition, _) in self.model.definitions.clone() {
            if self.random.chance(50) {
                pieces.push(self.field(&definition));
            }
        }
        for _ in 0..self.random.between(1, 3) {
            pieces.push(self.own_field(&scope));
        }
        Piece::Block {
            open: "output {".to_owned(),
            pieces,
        }
    }

    fn field(&mut self, value: &str) -> Piece {
        let name = self.model.fresh("z");
        Piece::Text(format!("{name} = {value}"))
    }

    /// A field with an expression of its own.
    fn own_field(&mut self, scope: &Scope) -> Piece {
        match self.random.below(6) {
            0 => {
                let value = self.expression(&Ty::Unrounded, scope, 2);
                let name = self.model.fresh("z");
                Piece::Text(format!("{name} : unrounded money = {}", value.text))
            }
            1 => {
                let ty = self.plain_type().optional();
                let value = self.expression(&ty, scope, 2);
                let name = self.model.fresh("z");
                Piece::Text(format!(
                    "{name} : {} = {}",
                    self.model.written(&ty),
                    value.text
                ))
            }
            _ => {
                let ty = self.plain_type();
                let value = self.expression(&ty, scope, 2);
                self.field(&value.text)
            }
        }
    }

    /// The computed attributes of an item, and its lists of items as lists of objects.
    fn item_output(
        &mut self,
        scope: &Scope,
        prefix: &str,
        entity: usize,
        depth: usize,
    ) -> Vec<Piece> {
        let mut pieces = Vec::new();
        for attribute in self.model.entities[entity].attributes.clone() {
            let path = format!("{prefix}{}", attribute.name);
            match (&attribute.ty, attribute.kind) {
                (Ty::List(item), _) => match **item {
                    Ty::Entity(inner) if depth < 3 => {
                        pieces.extend(self.list_output(scope, &path, inner, depth))
                    }
                    Ty::Entity(_) => {}
                    _ => pieces.push(self.field(&path)),
                },
                (Ty::Entity(_), _) => {}
                (Ty::Optional(inner), _) if matches!(**inner, Ty::Entity(_)) => {}
                (Ty::Unrounded, Kind::Computed) => {
                    let name = self.model.fresh("z");
                    pieces.push(Piece::Text(format!("{name} : unrounded money = {path}")));
                }
                (_, Kind::Computed | Kind::Key) => pieces.push(self.field(&path)),
                _ if self.random.chance(25) => pieces.push(self.field(&path)),
                _ => {}
            }
        }
        pieces
    }

    fn list_output(
        &mut self,
        scope: &Scope,
        path: &str,
        entity: usize,
        depth: usize,
    ) -> Option<Piece> {
        let list = scope.lists.iter().find(|list| list.path == path)?.clone();
        let (clause, inside) = self.clause(&list, scope);
        let variable = clause.split(' ').nth(1)?.to_owned();
        let mut pieces = self.item_output(&inside, &format!("{variable}."), entity, depth + 1);
        if self.random.chance(30) {
            pieces.push(self.own_field(&inside));
        }
        if pieces.is_empty() {
            pieces.push(self.field(&format!("{variable}.position")));
        }
        let name = self.model.fresh("z");
        Some(Piece::Block {
            open: format!("{name} = {clause} {{"),
            pieces,
        })
    }
}
