//! Outcomes, their rules, and requirements.

use super::expression::{Generator, Level};
use super::model::{Enum, Field, Outcome, Record, Ty};
use super::program::Piece;
use super::scope::Scope;

impl Generator {
    /// An outcome and its rules. Their conditions do not see its decision.
    pub fn outcome(&mut self) -> Vec<Piece> {
        let name = self.model.fresh("o");
        let mut levels = Vec::new();
        for _ in 0..self.random.between(2, 3) {
            levels.push(self.model.fresh("l"));
        }
        let on_error = if self.random.chance(60) {
            format!(" on error {}", self.random.pick(&levels))
        } else {
            String::new()
        };
        let mut pieces = vec![Piece::Text(format!(
            "outcome {name} {{ {} }}{on_error}",
            levels.join(" < ")
        ))];
        for _ in 0..self.random.between(1, 4) {
            pieces.push(self.rule(&name, &levels));
        }
        self.model.enums.push(Enum {
            name: name.clone(),
            members: levels,
            ordered: true,
            is_outcome: true,
        });
        let level = Ty::Enum(self.model.enums.len() - 1);
        let field = |name: &str, ty| Field {
            name: name.to_owned(),
            ty,
            domain: None,
        };
        self.model.records.push(Record {
            name: String::new(),
            fields: vec![
                field("code", Ty::Text),
                field("level", level),
                field("message", Ty::Text),
            ],
            is_reason: true,
        });
        self.model.outcomes.push(Outcome {
            name,
            levels: self.model.enums.len() - 1,
            reason: self.model.records.len() - 1,
        });
        pieces
    }

    fn rule(&mut self, outcome: &str, levels: &[String]) -> Piece {
        let name = self.model.fresh("RULE");
        let label = if self.random.chance(50) {
            " \"Because {x}\""
        } else {
            ""
        };
        let mut scope = Scope::of_risk(&self.model);
        let mut lines = Vec::new();
        for chance in [45, 30] {
            if self.random.chance(chance)
                && let Some(list) = self.random.one_of(&scope.lists)
            {
                let (clause, inside) = self.clause(&list, &scope);
                lines.push(clause);
                scope = inside;
            } else {
                break;
            }
        }
        if self.random.chance(20) {
            let variable = self.model.fresh("x");
            let ty = self.plain_type();
            let value = self.expression(&ty, &scope, 2);
            lines.push(format!("let {variable} = {}", value.text));
            scope.value(&self.model, variable, ty, 1);
        }
        let (condition, inside) = self.condition(&scope, 2);
        lines.push(format!("when {condition}"));
        for _ in 0..self.random.between(1, 2) {
            let level = self.random.pick(levels).clone();
            let reason = if self.random.chance(50) {
                self.text_form(&inside, 1)
            } else {
                None
            };
            let reason = reason.map_or(String::new(), |text| format!(" {}", text.text));
            lines.push(format!("{outcome} {level}{reason}"));
        }
        Piece::Text(format!("rule {name}{label} {{\n{}\n}}", lines.join("\n")))
    }

    /// A requirement of an entity, met more often than not.
    pub fn requirement(&mut self, entity: usize) {
        let scope = Scope::of_entity(&self.model, entity);
        let first = self.expression(&Ty::Bool, &scope, 2);
        let behind = scope.knowing(&self.model, &first.if_false);
        let second = self.expression(&Ty::Bool, &behind, 2);
        let text = if self.random.chance(50) {
            " \"Not {{met}}\""
        } else {
            ""
        };
        let requirement = format!(
            "require {} or {}{text}",
            first.at(Level::And),
            second.at(Level::And)
        );
        self.model.entities[entity].requirements.push(requirement);
    }
}
