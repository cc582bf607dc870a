//! Enums, records, entities with what the input gives and what is computed; definitions and functions.

use super::domain::Domain;
use super::expression::{Generator, Level};
use super::model::{Attribute, Entity, Enum, Field, Function, Kind, Record, Ty};
use super::program::Piece;
use super::scope::Scope;

impl Generator {
    pub fn enums(&mut self) -> Vec<Piece> {
        let mut pieces = Vec::new();
        for _ in 0..self.random.between(1, 3) {
            let name = self.model.fresh("E");
            let mut members = Vec::new();
            for at in 0..self.random.between(2, 4) {
                let member = self.model.fresh("M");
                members.push(if at > 1 && self.random.chance(25) {
                    format!("{} {member}", at + 1)
                } else {
                    member
                });
            }
            let ordered = self.random.chance(40);
            let written: Vec<String> = members
                .iter()
                .map(|m| match self.random.chance(20) {
                    true => format!("{} \"Label of {m}\"", Enum::literal(m)),
                    false => Enum::literal(m),
                })
                .collect();
            let separator = if ordered { " < " } else { ", " };
            pieces.push(Piece::Text(format!(
                "enum {name} {{ {} }}",
                written.join(separator)
            )));
            self.model.enums.push(Enum {
                name,
                members,
                ordered,
                is_outcome: false,
            });
        }
        pieces
    }

    pub fn records(&mut self) -> Vec<Piece> {
        let mut pieces = Vec::new();
        for _ in 0..self.random.between(1, 2) {
            let name = self.model.fresh("R");
            let mut fields = Vec::new();
            for _ in 0..self.random.between(1, 3) {
                let ty = match self.random.below(10) {
                    0 => match self.random.one_of(&self.model.declared_records()) {
                        Some(record) => Ty::Record(record),
                        None => Ty::Int,
                    },
                    1 | 2 => self.plain_type().optional(),
                    _ => self.plain_type(),
                };
                let domain = if self.random.chance(40) {
                    Domain::of(&mut self.random, &self.model, ty.given())
                } else {
                    None
                };
                let name = self.model.fresh("f");
                fields.push(Field { name, ty, domain });
            }
            let written: Vec<String> = fields
                .iter()
                .map(|f| {
                    format!(
                        "{}: {}",
                        f.name,
                        self.model.written_in(&f.ty, f.domain.as_ref())
                    )
                })
                .collect();
            pieces.push(Piece::Text(format!(
                "record {name} {{ {} }}",
                written.join(", ")
            )));
            self.model.records.push(Record {
                name,
                fields,
                is_reason: false,
            });
        }
        pieces
    }

    fn declare(&mut self, parent: Option<usize>) -> usize {
        let name = self.model.fresh("T");
        self.model.entities.push(Entity {
            snake_name: name.to_lowercase(),
            name,
            parent,
            attributes: Vec::new(),
            requirements: Vec::new(),
            order: None,
        });
        self.model.entities.len() - 1
    }

    /// The entities and what the input gives of them.
    pub fn entities(&mut self) {
        let root = self.declare(None);
        for ty in [Ty::Int, Ty::Decimal, Ty::Money, Ty::Date, Ty::Bool] {
            self.given(root, ty);
        }
        let first = self.child(root);
        if self.random.chance(60) {
            self.child(first);
        }
        if self.random.chance(50) {
            self.child(root);
        }
        if self.random.chance(45) {
            // A single item, which may be left out.
            let parent = if self.random.chance(50) {
                Some(root)
            } else {
                None
            };
            let plan = self.declare(parent);
            self.given_attributes(plan, 2);
            let ty = Ty::Entity(plan);
            let ty = if self.random.chance(50) {
                ty.optional()
            } else {
                ty
            };
            let text = self.model.written(&ty);
            self.attribute(root, ty, None, Kind::Given { has_default: false }, text);
        }
        if self.random.chance(30) {
            // An entity that stands in two lists.
            let shared = self.declare(None);
            self.given_attributes(shared, 2);
            self.given_list(root, Ty::Entity(shared), None);
            self.given_list(first, Ty::Entity(shared), None);
        }
        self.given_attributes(root, 3);
    }

    /// An entity with a list of its items in another.
    fn child(&mut self, parent: usize) -> usize {
        let child = self.declare(Some(parent));
        self.given_attributes(child, 4);
        self.given_list(parent, Ty::Entity(child), None);
        child
    }

    fn given_list(&mut self, owner: usize, item: Ty, domain: Option<Domain>) {
        let min = self.random.below(2);
        let max = min + self.random.between(1, 3) as usize;
        let text = format!(
            "list of {} ({min}..{max})",
            self.model.written_in(&item, domain.as_ref())
        );
        let ty = Ty::List(Box::new(item));
        self.attribute(owner, ty, domain, Kind::GivenList { min, max }, text);
    }

    fn given_attributes(&mut self, entity: usize, most: i64) {
        for _ in 0..self.random.between(1, most) {
            match self.random.below(10) {
                0 => {
                    let item = match self.random.one_of(&self.model.declared_records()) {
                        Some(record) if self.random.chance(30) => Ty::Record(record),
                        _ => self.plain_type(),
                    };
                    let domain = Domain::of(&mut self.random, &self.model, &item);
                    self.given_list(entity, item, domain);
                }
                1 => {
                    if let Some(record) = self.random.one_of(&self.model.declared_records()) {
                        let ty = Ty::Record(record);
                        let ty = if self.random.chance(40) {
                            ty.optional()
                        } else {
                            ty
                        };
                        let text = self.model.written(&ty);
                        self.attribute(entity, ty, None, Kind::Given { has_default: false }, text);
                    }
                }
                _ => {
                    let ty = self.plain_type();
                    self.given(entity, ty);
                }
            }
        }
    }

    /// A plain value of the input, perhaps optional, perhaps with a default.
    fn given(&mut self, entity: usize, ty: Ty) {
        let domain = Domain::of(&mut self.random, &self.model, &ty);
        let is_optional = self.random.chance(25);
        let has_default = !is_optional && domain.is_none() && self.random.chance(25);
        let ty = if is_optional { ty.optional() } else { ty };
        let mut text = self.model.written_in(&ty, domain.as_ref());
        if self.random.chance(15) {
            let key = self.model.fresh("the-key ");
            text += &format!(" as \"{key}\"");
        }
        if has_default {
            let default = match &ty {
                Ty::Money => self.random.word(&["0", "12.50"]),
                Ty::Enum(id) => {
                    let member = self.random.pick(&self.model.enums[*id].members);
                    Enum::literal(member)
                }
                Ty::Text => r#""a""#.to_owned(),
                ty => self.literal(ty, &Scope::default()).text,
            };
            text += &format!(" default {default}");
        }
        self.attribute(entity, ty, domain, Kind::Given { has_default }, text);
    }

    fn attribute(
        &mut self,
        entity: usize,
        ty: Ty,
        domain: Option<Domain>,
        kind: Kind,
        text: String,
    ) {
        let name = self.model.fresh("a");
        let key = match text.split_once(" as \"") {
            Some((_, behind)) => behind.split('"').next().unwrap_or_default().to_owned(),
            None => name.clone(),
        };
        self.model.entities[entity].attributes.push(Attribute {
            name,
            key,
            ty,
            domain,
            kind,
            text,
        });
    }

    /// A list that is made, with an entity for its items.
    pub fn made(&mut self) {
        let owners = self.model.entities.len();
        let owner = self.random.below(owners.min(4));
        let name = self.model.fresh("key");
        let values = if self.random.chance(40) {
            self.values_to_make_for(owner)
        } else {
            None
        };
        let (source, ty, min) = if let Some(values) = values {
            values
        } else if self.random.chance(50) {
            let declared: Vec<usize> = (0..self.model.enums.len()).collect();
            let id = *self.random.pick(&declared);
            let of = &self.model.enums[id];
            let plain: Vec<String> = of
                .members
                .iter()
                .filter(|m| Enum::literal(m) == **m)
                .cloned()
                .collect();
            let source = if self.random.chance(50) {
                of.name.clone()
            } else {
                format!("{{{}}}", self.random.some(&plain).join(", "))
            };
            (source, Ty::Enum(id), 1)
        } else {
            let scope = Scope::of_entity(&self.model, owner);
            let from = self.random.word(&["1", "1", "0", "-1"]);
            let to = match self.random.below(4) {
                0 => self.random.word(&["2", "3"]),
                // Either hardly any items or too many.
                1 => format!(
                    "({} * 20_000)",
                    self.expression(&Ty::Int, &scope, 2).at(Level::Negation)
                ),
                2 => format!(
                    "({} mod 4)",
                    self.expression(&Ty::Int, &scope, 1).at(Level::Negation)
                ),
                _ => format!("min(4, {})", self.expression(&Ty::Int, &scope, 1).text),
            };
            let from = if self.random.chance(15) {
                format!("max(-2, {})", self.expression(&Ty::Int, &scope, 1).text)
            } else {
                from
            };
            let dots = self.random.word(&["..", "..", "..<"]);
            (format!("{from}{dots}{to}"), Ty::Int, 0)
        };
        let item = self.declare(Some(owner));
        self.model.entities[item].attributes.push(Attribute {
            key: name.clone(),
            name: name.clone(),
            ty,
            domain: None,
            kind: Kind::Key,
            text: String::new(),
        });
        let text = format!(
            "list of {} for each {name} in {source}",
            self.model.entities[item].name
        );
        let ty = Ty::List(Box::new(Ty::Entity(item)));
        self.attribute(owner, ty, None, Kind::Made { min }, text);
        for _ in 0..self.random.between(1, 2) {
            self.computed(item);
        }
    }

    /// A list for whose values another can be made, the type of these, and how many there are at least.
    fn values_to_make_for(&mut self, owner: usize) -> Option<(String, Ty, usize)> {
        let scope = Scope::of_entity(&self.model, owner);
        let lists: Vec<_> = scope
            .lists
            .iter()
            .filter(|list| self.model.is_told_apart(&list.item))
            .cloned()
            .collect();
        if self.random.chance(25)
            && let Some(list) = self.random.one_of(&lists)
        {
            return Some((list.path, list.item, usize::from(list.never_empty)));
        }
        let clauses = self.clauses(&scope, 1)?;
        let ty = self.told_apart();
        let fragile = self.fragile_in(30, &ty, &clauses.inside, 1);
        let value = fragile.unwrap_or_else(|| self.expression(&ty, &clauses.inside, 1));
        let word = self.random.word(&["distinct", "distinct", "collect"]);
        let value = value.at(Level::Or);
        let source = format!("{word}({value} {})", clauses.text);
        Some((source, ty, usize::from(clauses.is_certain)))
    }

    /// An attribute that is computed.
    pub fn computed(&mut self, entity: usize) {
        let scope = Scope::of_entity(&self.model, entity);
        if entity > 0 && self.random.chance(12) {
            let around = Scope::around(&self.model, entity);
            let (ty, share) = self.share(&around, &scope);
            let text = format!("{} = {share}", self.model.written(&ty));
            self.attribute(entity, ty, None, Kind::Computed, text);
            return;
        }
        let ty = match self.random.below(20) {
            0 | 1 => match self.random.one_of(&self.model.declared_records()) {
                Some(record) => Ty::Record(record),
                None => Ty::Decimal,
            },
            2..=4 => self.plain_type().optional(),
            5 => Ty::Unrounded,
            6 | 7 => {
                self.computed_list(entity, &scope);
                return;
            }
            8 => {
                self.computed_item(entity, &scope);
                return;
            }
            _ => self.plain_type(),
        };
        let domain = if ty.given().is_plain() && ty != Ty::Unrounded && self.random.chance(30) {
            Domain::of(&mut self.random, &self.model, ty.given())
        } else {
            None
        };
        let asked = if ty == Ty::Decimal && self.random.chance(15) {
            Ty::Int
        } else {
            ty.clone()
        };
        let depth = if self.random.chance(30) { 3 } else { 2 };
        let value = self.expression(&asked, &scope, depth);
        let text = format!(
            "{} = {}",
            self.model.written_in(&ty, domain.as_ref()),
            value.text
        );
        self.attribute(entity, ty, domain, Kind::Computed, text);
    }

    /// A list of the values of another.
    fn computed_list(&mut self, entity: usize, scope: &Scope) {
        if self.random.chance(30)
            && let Some(list) = self.random.one_of(&scope.lists)
            && !matches!(list.item, Ty::Record(id) if self.model.records[id].is_reason)
        {
            let sorted = self.or_sorted(100, list, scope, 1);
            let ty = Ty::List(Box::new(sorted.item));
            let text = format!("{} = {}", self.model.written(&ty), sorted.path);
            self.attribute(entity, ty, None, Kind::Computed, text);
            return;
        }
        let Some(clauses) = self.clauses(scope, 1) else {
            return;
        };
        let (word, item) = if self.random.chance(50) {
            ("distinct", self.told_apart())
        } else {
            ("collect", self.plain_type())
        };
        let fragile = self.fragile_in(50, &item, &clauses.inside, 1);
        let value = fragile.unwrap_or_else(|| self.expression(&item, &clauses.inside, 1));
        let text = format!(
            "list of {} = {word}({} {})",
            self.model.written(&item),
            value.at(Level::Or),
            clauses.text
        );
        self.attribute(entity, Ty::List(Box::new(item)), None, Kind::Computed, text);
    }

    /// A type whose values can be told apart.
    fn told_apart(&mut self) -> Ty {
        let records: Vec<usize> = self.model.declared_records();
        let records: Vec<usize> = records
            .into_iter()
            .filter(|id| self.model.is_told_apart(&Ty::Record(*id)))
            .collect();
        match self.random.one_of(&records) {
            Some(record) if self.random.chance(25) => Ty::Record(record),
            _ => self.plain_type(),
        }
    }

    /// An item of some list.
    fn computed_item(&mut self, entity: usize, scope: &Scope) {
        let items: Vec<usize> = scope
            .lists
            .iter()
            .filter_map(|list| match list.item {
                Ty::Entity(id) => Some(id),
                _ => None,
            })
            .collect();
        let Some(item) = self.random.one_of(&items) else {
            return;
        };
        let ty = Ty::Entity(item);
        if !scope
            .lists
            .iter()
            .any(|l| l.item == ty && (l.is_attribute || l.never_empty))
        {
            return;
        }
        for _ in 0..5 {
            let value = self.expression(&ty, &scope.without_items(), 2);
            if !value.text.is_empty() {
                let text = format!("{} = {}", self.model.written(&ty), value.text);
                self.attribute(entity, ty, None, Kind::Computed, text);
                return;
            }
        }
    }

    pub fn definition(&mut self) -> Piece {
        let name = self.model.fresh("d");
        let ty = self.plain_type();
        let scope = Scope::of_risk(&self.model);
        let head = format!("define {name} : {}", self.model.written(&ty));
        let variants = self.varied(|own| own.expression(&ty, &scope, 1).text);
        let piece = match variants {
            Some(pieces) => Piece::Block {
                open: format!("{head} {{"),
                pieces,
            },
            None => {
                let value = self.expression(&ty, &scope, 2);
                Piece::Text(format!("{head} = {}", value.text))
            }
        };
        self.model.definitions.push((name, ty));
        piece
    }

    pub fn function(&mut self) -> Piece {
        let name = self.model.fresh("g");
        let mut scope = Scope::default();
        let mut written = Vec::new();
        let mut parameters = Vec::new();
        for _ in 0..self.random.between(1, 3) {
            let ty = match self.random.below(8) {
                0 => match self.random.one_of(&self.model.declared_records()) {
                    Some(record) => Ty::Record(record),
                    None => Ty::Int,
                },
                1 => self.plain_type().optional(),
                _ => self.plain_type(),
            };
            let domain = if ty.given().is_plain() && self.random.chance(30) {
                Domain::of(&mut self.random, &self.model, ty.given())
            } else {
                None
            };
            let parameter = self.model.fresh("p");
            written.push(format!(
                "{parameter}: {}",
                self.model.written_in(&ty, domain.as_ref())
            ));
            scope.value(&self.model, parameter, ty.clone(), 0);
            parameters.push(ty);
        }
        let ty = match self.random.below(8) {
            0 => match self.random.one_of(&self.model.declared_records()) {
                Some(record) => Ty::Record(record),
                None => Ty::Int,
            },
            1 => self.plain_type().optional(),
            _ => self.plain_type(),
        };
        let (parameters_written, result) = (written.join(", "), self.model.written(&ty));
        let head = format!("function {name}({parameters_written}) -> {result}");
        let piece = match self.varied(|own| own.expression(&ty, &scope, 1).text) {
            Some(pieces) => {
                self.model.varied.push(name.clone());
                Piece::Block {
                    open: format!("{head} {{"),
                    pieces,
                }
            }
            None => {
                let body = self.expression(&ty, &scope, 2).text;
                // What calls one with variants has them too.
                if self.model.calls_varied(&body) {
                    self.model.varied.push(name.clone());
                }
                Piece::Text(format!("{head} = {body}"))
            }
        };
        self.model.functions.push(Function {
            name,
            parameters,
            ty,
        });
        piece
    }
}
