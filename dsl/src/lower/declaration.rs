//! Declarations: whose value a node is, for the paths of errors, and what a worksheet says of it.

use super::Lowerer;
use super::builder::next_id;
use super::list::ListFault;
use super::text::one_line;
use super::value::{Lane, ListValue, Reference, Value};
use super::worksheet::Scope;
use crate::source::Span;
use crate::typed::Type;
use lutine_core::graph::{
    Declaration, DeclarationId, DeclarationKind, LookupNote, NodeId, OnlyIf, Op, Operand, Shape,
    SpaceId, StepLine, VariantNote,
};
use std::sync::Arc;

/// What is declared.
pub(super) struct Head<'a> {
    pub(super) kind: DeclarationKind,
    pub(super) name: &'a Arc<str>,
    pub(super) label: Option<Arc<str>>,
    pub(super) space: SpaceId,
    /// The expression, or what stands for it.
    pub(super) span: Span,
}

/// A moment of lowering: what came behind it is the declaration's own.
#[derive(Debug, Clone, Copy)]
pub(super) struct Moment {
    nodes: u32,
    lists: usize,
}

/// The first line of a doc comment.
pub(super) fn first_line(doc: Option<&Arc<str>>) -> Option<Arc<str>> {
    doc.and_then(|doc| doc.lines().next()).map(Arc::from)
}

impl<'a> Lowerer<'a> {
    /// Begins a declaration.
    pub(super) fn begin(&mut self) -> Moment {
        self.scope = Scope::default();
        Moment {
            nodes: next_id(&self.graph.nodes),
            lists: self.lists.len(),
        }
    }

    /// The id of the next declaration.
    pub(super) fn next_declaration(&self) -> DeclarationId {
        DeclarationId(next_id(&self.declarations))
    }

    /// Ends a declaration whose value is an expression's: its columns stand in its space and are known as its own.
    pub(super) fn declare(
        &mut self,
        head: &Head<'_>,
        value: &Value,
        ty: &Type,
        since: Moment,
    ) -> Value {
        let id = self.next_declaration();
        let value = self.settled(value);
        let value = self.owned(value, head.space, id, since);
        let shape = self.declared_shape(&value, ty, head.space);
        self.end(head, shape);
        value
    }

    /// Ends a declaration.
    pub(super) fn end(&mut self, head: &Head<'_>, value: Shape) {
        let mut scope = std::mem::take(&mut self.scope);
        let seen = |node: NodeId| {
            let space = self.graph.space_of(node);
            self.graph.reaches(space, head.space) || self.graph.reaches(head.space, space)
        };
        let operand_seen = |operand: &Operand| operand.value.nodes().into_iter().all(seen);
        scope.operands.all.retain(operand_seen);
        // A condition that cannot be read here leaves nothing out.
        let conditions_seen = |only_if: &mut Vec<OnlyIf>| {
            only_if.retain(|only| seen(only.condition));
        };
        let look_ups_seen = |look_ups: &mut Vec<LookupNote>| {
            look_ups.retain(|one| seen(one.row));
            look_ups
                .iter_mut()
                .for_each(|one| conditions_seen(&mut one.only_if));
        };
        let variants_seen = |variants: &mut Vec<VariantNote>| {
            variants
                .iter_mut()
                .for_each(|one| conditions_seen(&mut one.only_if));
        };
        look_ups_seen(&mut scope.lookups);
        variants_seen(&mut scope.variants);
        let line_seen = |line: &StepLine| {
            let mut nodes = line.operand.into_iter().chain(line.when);
            seen(line.running) && nodes.all(seen)
        };
        scope
            .steps
            .retain(|steps| steps.lines.iter().all(line_seen));
        for steps in &mut scope.steps {
            conditions_seen(&mut steps.only_if);
            for line in &mut steps.lines {
                line.operands.retain(operand_seen);
                look_ups_seen(&mut line.lookups);
                variants_seen(&mut line.variants);
            }
        }
        let formula = Arc::from(one_line(self.sources.text(head.span)));
        self.declarations.push(Declaration {
            kind: head.kind,
            name: head.name.clone(),
            label: head.label.clone(),
            space: head.space,
            value,
            site: self.graph.site(head.span),
            formula,
            operands: scope.operands.all,
            lookups: scope.lookups,
            variants: scope.variants,
            steps: scope.steps,
        });
    }

    /// The value with columns of the declaration's own: what an error comes through to be named after it. What is merely another
    /// declaration's value stays that.
    fn owned(&mut self, value: Value, space: SpaceId, id: DeclarationId, since: Moment) -> Value {
        match value {
            Value::List(list) => self.owned_list(list, space, id, since),
            Value::Optional { given, value } => Value::Optional {
                given: self.owned_node(given, space, id, since),
                value: Box::new(self.owned(*value, space, id, since)),
            },
            Value::Record(fields) => Value::Record(
                fields
                    .into_iter()
                    .map(|field| self.owned(field, space, id, since))
                    .collect(),
            ),
            other => other.map(&mut |node| self.owned_node(node, space, id, since)),
        }
    }

    /// A node of the declaration's own with the value of a node.
    pub(super) fn owned_node(
        &mut self,
        node: NodeId,
        space: SpaceId,
        id: DeclarationId,
        since: Moment,
    ) -> NodeId {
        let own = if self.graph.space_of(node) != space {
            self.graph.up(node, space)
        } else if self.graph.declares(node).is_some() {
            return node;
        } else {
            match self.graph.op(node) {
                Some(Op::Input(_) | Op::InputGiven(_) | Op::Own | Op::Position | Op::Key) => {
                    return node;
                }
                Some(Op::Constant(_)) => self.graph.copy(node),
                _ if node.0 >= since.nodes => node,
                _ if self.graph.fallible(node) => self.graph.copy(node),
                _ => return node,
            }
        };
        self.graph.set_declares(own, id);
        own
    }

    fn owned_list(
        &mut self,
        list: ListValue,
        space: SpaceId,
        id: DeclarationId,
        since: Moment,
    ) -> Value {
        let Some(source) = self.lists.get(list.source.0).cloned() else {
            return Value::List(list);
        };
        let new = list.source.0 >= since.lists;
        match list.owner.lane {
            Lane::Column(owner) => {
                let owner = self.owned_node(owner, space, id, since);
                Value::List(ListValue {
                    owner: Reference::column(list.owner.target, owner),
                    source: list.source,
                })
            }
            Lane::Here if new && source.owner != space => {
                let lanes = self.go_through(list, space, None, false);
                let own = self.collected(lanes.base, lanes.space, lanes.keep, &lanes.item);
                self.owned(own, space, id, since)
            }
            Lane::Here if new => {
                let item = self.owned(source.item, source.space, id, since);
                let keep = source
                    .keep
                    .map(|keep| self.owned_node(keep, source.space, id, since));
                let fault = match source.fault {
                    ListFault::Items(Some(_)) => ListFault::Items(self.error_of(&item)),
                    ListFault::Key(key) => {
                        ListFault::Key(self.owned_node(key, source.space, id, since))
                    }
                    other => other,
                };
                self.list_errors.remove(&list.source);
                if let Some(source) = self.lists.get_mut(list.source.0) {
                    (source.item, source.keep, source.fault) = (item, keep, fault);
                }
                Value::List(list)
            }
            Lane::Here => Value::List(list),
        }
    }

    fn declared_shape(&mut self, value: &Value, ty: &Type, space: SpaceId) -> Shape {
        if let (
            Value::List(ListValue {
                owner: Reference {
                    lane: Lane::Here, ..
                },
                source,
            }),
            Type::List(item_type),
        ) = (value, ty)
            && let Some(source) = self.lists.get(source.0).cloned()
            && source.direct
            && source.owner == space
        {
            let item = self.shape(&source.item, item_type, source.space);
            return Shape::List {
                space: source.space,
                keep: source.keep,
                item: Box::new(item),
                strict: true,
            };
        }
        self.shape(value, ty, space)
    }
}
