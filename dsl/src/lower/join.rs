//! Lists side by side: the lanes of several spaces as one.

use super::Lowerer;
use super::value::{ListValue, Reference, Value};
use crate::typed::Type;
use lutine_core::graph::{NodeId, Op, SiteId, Space, SpaceId, Ty};

impl Lowerer<'_> {
    /// One of two lists: the lanes of both side by side, of which those of one count. A lane more, which never counts, carries the
    /// condition's error where both are empty.
    pub(super) fn chosen_list(
        &mut self,
        condition: NodeId,
        then: ListValue,
        otherwise: ListValue,
        ty: &Type,
    ) -> Value {
        let mut base = self.graph.space_of(condition);
        for list in [then, otherwise] {
            base = self.graph.deeper(base, self.space_of(&Value::List(list)));
        }
        let Type::List(item_type) = ty else {
            return Value::List(then);
        };
        let condition_here = self.graph.bring(condition, base);
        let site = self.graph.site_of(condition);
        let not = self
            .graph
            .push(Op::Not, base, Ty::Bool, vec![condition_here], site);
        let never = self.graph.truth(false);
        let mut parts = vec![(base, self.graph.guard(condition_here, never), None)];
        for (list, taken) in [(then, condition_here), (otherwise, not)] {
            let lanes = self.go_through(list, base, None, false);
            let taken = self.graph.bring(taken, lanes.space);
            let keep = self.graph.and(Some(taken), lanes.keep).unwrap_or(taken);
            parts.push((lanes.space, keep, Some(lanes.item)));
        }
        let filler = self.filler(item_type);
        let parts = parts
            .into_iter()
            .map(|(space, keep, item)| (space, keep, item.unwrap_or_else(|| filler.clone())))
            .collect();
        let chosen = self.joined(base, parts);
        self.observed_parts(&chosen, [(1, condition_here), (2, not)]);
        chosen
    }

    /// A list of the lanes of several spaces below `base`, one part behind the other.
    pub(super) fn joined(&mut self, base: SpaceId, parts: Vec<(SpaceId, NodeId, Value)>) -> Value {
        let space = self.graph.space(Space::Join {
            parent: base,
            parts: parts.iter().map(|(space, ..)| *space).collect(),
        });
        let keeps: Vec<_> = parts
            .iter()
            .map(|(part, keep, _)| (*part, Value::One(*keep)))
            .collect();
        let items: Vec<_> = parts
            .into_iter()
            .map(|(part, _, item)| (part, item))
            .collect();
        let keep = self.merged(space, &keeps);
        let keep = self.one(&keep);
        let item = self.merged(space, &items);
        self.collected(base, space, Some(keep), &item)
    }

    /// The values of the parts of a join as one.
    fn merged(&mut self, space: SpaceId, parts: &[(SpaceId, Value)]) -> Value {
        let each = |part: &dyn Fn(&Value) -> Option<Value>| -> Option<Vec<_>> {
            parts
                .iter()
                .map(|(space, value)| Some((*space, part(value)?)))
                .collect()
        };
        match parts.first() {
            Some((_, Value::Optional { .. })) => {
                let given = each(&|value| match value {
                    Value::Optional { given, .. } => Some(Value::One(*given)),
                    _ => None,
                });
                let inner = each(&|value| match value {
                    Value::Optional { value, .. } => Some((**value).clone()),
                    _ => None,
                });
                let given = self.merged(space, &given.unwrap_or_default());
                Value::Optional {
                    given: self.one(&given),
                    value: Box::new(self.merged(space, &inner.unwrap_or_default())),
                }
            }
            Some((_, Value::Record(fields))) => Value::Record(
                (0..fields.len())
                    .map(|place| {
                        let field = each(&|value| match value {
                            Value::Record(fields) => fields.get(place).cloned(),
                            _ => None,
                        });
                        self.merged(space, &field.unwrap_or_default())
                    })
                    .collect(),
            ),
            _ => self.merged_column(space, parts),
        }
    }

    fn merged_column(&mut self, space: SpaceId, parts: &[(SpaceId, Value)]) -> Value {
        let mut args = Vec::new();
        for (part, value) in parts {
            let node = self.one(value);
            args.push(self.graph.bring(node, *part));
        }
        let last = args.last().copied();
        let ty = last.map_or(Ty::Bool, |node| self.graph.ty(node));
        let site = last.map_or(SiteId(0), |node| self.graph.site_of(node));
        let node = self.graph.push(Op::Merge, space, ty, args, site);
        match ty {
            Ty::Ref(target) => Value::Item(Reference::column(target, node)),
            _ => Value::One(node),
        }
    }
}
