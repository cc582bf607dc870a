//! What is said of each step.

use super::doubt::doubt;
use super::draft::{Draft, drafts};
use super::mend::{list_reason, mend};
use super::rounding::roundings;
use super::taint::{Taint, taints};
use super::within::within;
use super::{
    Held, NeededBy, NotInIntegers, PlannedStep, PlannedValue, SourcePlace, StepKind, Watched,
};
use crate::fast::compile::{Looked, Missing, Origin, Survey};
use crate::fast::program::{Instr, Place, Reg};
use crate::graph::{Graph, NodeId, Op, SiteId, UNIT};
use std::collections::BTreeMap;

/// All steps of a rulebook.
pub(super) fn steps(survey: &Survey<'_>) -> Vec<PlannedStep> {
    let said = Said::of(survey);
    let drafts = drafts(survey);
    // Of the size of a list something is said where it is no plain number.
    let is_kept = |draft: &Draft| draft.kind != StepKind::List || said.is_noteworthy(draft);
    let kept: Vec<bool> = drafts.iter().map(is_kept).collect();
    let places = kept.iter().enumerate().filter(|(_, kept)| **kept);
    let places: BTreeMap<usize, usize> = places.map(|(place, _)| place).zip(0..).collect();
    let kept = drafts.into_iter().zip(kept).filter(|(_, kept)| *kept);
    kept.map(|(draft, _)| said.step(draft, &places)).collect()
}

/// What there is to say, by what it is of.
struct Said<'s, 'g> {
    survey: &'s Survey<'g>,
    watched: BTreeMap<Origin, Vec<&'s Instr>>,
    missing: BTreeMap<Origin, Vec<&'s Missing>>,
    taints: BTreeMap<NodeId, Taint>,
    /// What is watched and stands for several nodes.
    shared: BTreeMap<Reg, &'s Instr>,
}

impl<'s, 'g> Said<'s, 'g> {
    fn of(survey: &'s Survey<'g>) -> Self {
        let mut watched: BTreeMap<Origin, Vec<&Instr>> = BTreeMap::new();
        for (origin, instr) in &survey.watched {
            watched.entry(*origin).or_default().push(instr);
        }
        let mut missing: BTreeMap<Origin, Vec<&Missing>> = BTreeMap::new();
        for one in &survey.missing {
            missing.entry(one.origin).or_default().push(one);
        }
        let shared = survey.watched.iter();
        Self {
            shared: shared.map(|(_, instr)| (instr.into, instr)).collect(),
            taints: taints(survey),
            survey,
            watched,
            missing,
        }
    }

    fn is_noteworthy(&self, draft: &Draft) -> bool {
        origins(draft).any(|of| self.watched.contains_key(&of) || self.missing.contains_key(&of))
    }

    fn step(&self, draft: Draft, places: &BTreeMap<usize, usize>) -> PlannedStep {
        let graph = self.survey.graph;
        let mut watched = draft.assumed.clone();
        for origin in origins(&draft) {
            for one in self.watched_of(origin) {
                if !watched.contains(&one) {
                    watched.push(one);
                }
            }
        }
        let mut missing: Vec<NotInIntegers> = Vec::new();
        for one in origins(&draft)
            .filter_map(|of| self.missing.get(&of))
            .flatten()
        {
            let one = self.not_in_integers(one);
            if !missing.contains(&one) {
                missing.push(one);
            }
        }
        let values = draft.leaves.iter().filter_map(|(field, id)| {
            let node = graph.node(*id)?;
            Some(PlannedValue {
                field: field.clone(),
                members: self.survey.members_of(node, *id),
                within: within(graph, node.ty, self.survey.vals(*id)),
            })
        });
        let reads = draft.claim.reads.iter();
        PlannedStep {
            held: self.held(&draft, &missing),
            place: draft.site.and_then(|site| place(graph, site)),
            values: values.collect(),
            roundings: roundings(self.survey, &draft.claim.nodes),
            reads: reads.filter_map(|read| places.get(read).copied()).collect(),
            kind: draft.kind,
            name: draft.name,
            watched,
            missing,
        }
    }

    /// What is watched of an operation: made for it, or for one before it that computes the same.
    fn watched_of(&self, origin: Origin) -> Vec<Watched> {
        let graph = self.survey.graph;
        let node = match origin {
            Origin::Node(id) => graph.node(id),
            Origin::Requirement(_) | Origin::Output(_) => None,
        };
        let own = self.watched.get(&origin).into_iter().flatten().copied();
        let mut instrs: Vec<&Instr> = own.collect();
        if let (Origin::Node(id), Some(node)) = (origin, node) {
            let of = |id: NodeId| {
                self.survey
                    .vals(id)
                    .iter()
                    .filter_map(|val| match val.place {
                        Place::Reg(reg) => Some(reg),
                        Place::Const(_) => None,
                    })
            };
            let operands: Vec<Reg> = node.args.iter().flat_map(|arg| of(*arg)).collect();
            let shared = of(id).filter(|reg| !operands.contains(reg));
            instrs.extend(shared.filter_map(|reg| self.shared.get(&reg).copied()));
        }
        let watched = instrs.into_iter().map(|instr| {
            let (doubt, words) = doubt(self.survey, node, &instr.op);
            Watched {
                doubt,
                words,
                place: node.and_then(|node| place(graph, node.site)),
            }
        });
        watched.collect()
    }

    fn not_in_integers(&self, missing: &Missing) -> NotInIntegers {
        let graph = self.survey.graph;
        let node = graph.node(missing.unplanned.node);
        let list = self.survey.missed_list(&missing.unplanned);
        let list_space = list.and_then(|list| graph.space(list));
        let needed = match missing.looked {
            Looked::Always => NeededBy::Every,
            Looked::WithItsList => NeededBy::ItsList,
            Looked::Never => NeededBy::None,
            Looked::Sometimes => {
                let conditions = missing.conditions.iter().filter_map(|(id, holds)| {
                    let node = graph.node(*id)?;
                    Some((place(graph, node.site)?, *holds))
                });
                NeededBy::Some(conditions.collect())
            }
        };
        NotInIntegers {
            reason: list_space.map_or(missing.unplanned.reason, list_reason),
            needed,
            mend: node.and_then(|node| mend(node, list.is_some())),
            place: node.and_then(|node| place(graph, node.site)),
        }
    }

    fn held(&self, draft: &Draft, missing: &[NotInIntegers]) -> Held {
        let leaves = || draft.leaves.iter().map(|(_, id)| *id);
        let asked = leaves().filter(|id| self.survey.asked(*id).path.is_some());
        let asked: Vec<NodeId> = asked.collect();
        if asked.is_empty() {
            return Held::Unneeded;
        }
        let taint = asked.iter().filter_map(|id| self.taints.get(id)).max();
        let stops = |one: &NotInIntegers| matches!(one.needed, NeededBy::Every | NeededBy::ItsList);
        match taint {
            Some(Taint::All) => return Held::Decimals,
            None if draft.origin.is_some() && missing.iter().any(stops) => return Held::Decimals,
            Some(Taint::Some) => return Held::WordsOrDecimals,
            None => {}
        }
        let in_rounding = |id: &NodeId| {
            let node = self.survey.graph.node(*id);
            let is_product =
                node.is_some_and(|node| node.space != UNIT && matches!(node.op, Op::Mul | Op::Div));
            is_product && !self.survey.asked(*id).bare
        };
        if asked.iter().all(in_rounding) {
            return Held::InItsRounding;
        }
        let is_constant = |id: &NodeId| {
            let vals = self.survey.vals(*id);
            let first = vals.first().and_then(|val| val.word());
            first.is_some() && vals.iter().all(|val| val.word() == first)
        };
        if asked.iter().all(is_constant) {
            Held::Constant
        } else {
            Held::Words
        }
    }
}

/// What things that are said can be of, where they are of this step.
fn origins(draft: &Draft) -> impl Iterator<Item = Origin> {
    let nodes = draft.claim.nodes.iter().map(|id| Origin::Node(*id));
    nodes.chain(draft.origin)
}

fn place(graph: &Graph, site: SiteId) -> Option<SourcePlace> {
    let site = graph.site(site)?;
    Some(SourcePlace {
        file: graph.files.get(site.file as usize)?.clone(),
        line: site.line,
        column: site.column,
    })
}
