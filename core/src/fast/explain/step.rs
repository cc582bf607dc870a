//! What is said of each step.

use super::doubt::doubt;
use super::draft::{Draft, drafts};
use super::mend::{list_reason, mend};
use super::rounding::roundings;
use super::taint::{Taint, Taints};
use super::within::within;
use super::{
    Computed, NeededBy, NotInIntegers, PlannedStep, PlannedValue, SourcePlace, StepKind, Watched,
};
use crate::fast::compile::{Looked, Missing, Origin, Survey};
use crate::fast::program::{Instr, Place, Reg};
use crate::graph::{Graph, Node, NodeId, Op, SiteId, UNIT};
use std::collections::{BTreeMap, BTreeSet};

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
    let mut steps: Vec<PlannedStep> = kept.map(|(draft, _)| said.step(draft, &places)).collect();
    // What a range says holds for the risks that integers do for: where there are none it says nothing.
    let every = |one: &NotInIntegers| one.needed == NeededBy::Every;
    let is_unplanned = steps.iter().any(|step| step.missing.iter().any(every));
    for step in &mut steps {
        let has_range = match step.computed {
            Computed::Constant | Computed::Words => true,
            Computed::WordsOrDecimals => !is_unplanned,
            Computed::InItsRounding | Computed::Decimals | Computed::Unneeded => false,
        };
        if !has_range {
            step.values.clear();
        }
    }
    steps
}

/// What there is to say, by what it is of.
struct Said<'s, 'g> {
    survey: &'s Survey<'g>,
    watched: BTreeMap<Origin, Vec<&'s Instr>>,
    missing: BTreeMap<Origin, Vec<&'s Missing>>,
    taints: Taints,
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
            taints: Taints::of(survey),
            survey,
            watched,
            missing,
        }
    }

    fn is_noteworthy(&self, draft: &Draft) -> bool {
        let missing = |of: Origin| {
            let mut missing = self.missing.get(&of).into_iter().flatten();
            missing.any(|one| self.taints.is_needed(self.survey, one))
        };
        !draft.assumed.is_empty()
            || origins(draft).any(|of| self.watched.contains_key(&of) || missing(of))
    }

    fn step(&self, draft: Draft, places: &BTreeMap<usize, usize>) -> PlannedStep {
        let graph = self.survey.graph;
        let mut watched = draft.assumed.clone();
        for origin in origins(&draft) {
            for one in self.watched_of(&draft, origin) {
                if !watched.contains(&one) {
                    watched.push(one);
                }
            }
        }
        let missing = self.missing_in(&draft);
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
            computed: self.computed(&draft, &missing),
            place: place(graph, draft.site),
            values: values.collect(),
            roundings: roundings(self.survey, &draft.claim.nodes),
            reads: reads.filter_map(|read| places.get(read).copied()).collect(),
            kind: draft.kind,
            name: draft.name,
            watched,
            missing,
        }
    }

    /// What of a step is not computed in integers; of a line that needs it in several ways the gravest.
    fn missing_in(&self, draft: &Draft) -> Vec<NotInIntegers> {
        let all = origins(draft)
            .filter_map(|of| self.missing.get(&of))
            .flatten();
        let needed = all.filter(|one| self.taints.is_needed(self.survey, one));
        let mut all: Vec<NotInIntegers> =
            needed.map(|one| self.not_in_integers(draft, one)).collect();
        all.sort_by_key(|one| match one.needed {
            NeededBy::Every => 0,
            NeededBy::Some(_) => 1,
            NeededBy::ItsList => 2,
        });
        let mut known = BTreeSet::new();
        let line = |one: &NotInIntegers| {
            let place = one.place.as_ref();
            (
                one.reason,
                place.map(|place| (place.file.clone(), place.line)),
            )
        };
        all.retain(|one| known.insert(line(one)));
        all
    }

    /// What is watched of an operation: made for it, or for one before it that computes the same.
    fn watched_of(&self, draft: &Draft, origin: Origin) -> Vec<Watched> {
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
                place: place_of(graph, node, draft),
            }
        });
        watched.collect()
    }

    fn not_in_integers(&self, draft: &Draft, missing: &Missing) -> NotInIntegers {
        let graph = self.survey.graph;
        let node = graph.node(missing.unplanned.node);
        let list = self.survey.missed_list(&missing.unplanned);
        let list_space = list.and_then(|list| graph.space(list));
        let needed = match missing.looked {
            Looked::Always => NeededBy::Every,
            Looked::WithItsList => NeededBy::ItsList,
            Looked::Sometimes | Looked::Never => NeededBy::Some(self.conditions(missing)),
        };
        NotInIntegers {
            reason: list_space.map_or(missing.unplanned.reason, list_reason),
            mend: node.filter(|_| list.is_none()).and_then(mend),
            // Of all that stands in a list it is said once.
            place: match needed {
                NeededBy::ItsList => place(graph, draft.site),
                _ => place_of(graph, node, draft),
            },
            needed,
        }
    }

    /// Where the conditions stand that are decided by the risk.
    fn conditions(&self, missing: &Missing) -> Vec<(SourcePlace, bool)> {
        let graph = self.survey.graph;
        let open = missing.conditions.iter().filter(|(id, _)| {
            let vals = self.survey.vals(*id);
            self.taints.get(*id).is_some() || vals.iter().any(|val| val.word().is_none())
        });
        let places = open.filter_map(|(id, holds)| {
            let node = graph.node(*id)?;
            Some((place(graph, Some(node.site))?, *holds))
        });
        let mut places: Vec<_> = places.collect();
        places.sort_unstable();
        places.dedup();
        places
    }

    fn computed(&self, draft: &Draft, missing: &[NotInIntegers]) -> Computed {
        let leaves = || draft.leaves.iter().map(|(_, id)| *id);
        let asked = leaves().filter(|id| self.survey.asked(*id).path.is_some());
        let asked: Vec<NodeId> = asked.collect();
        if asked.is_empty() {
            return Computed::Unneeded;
        }
        let taint = asked.iter().filter_map(|id| self.taints.get(*id)).max();
        let stops = |one: &NotInIntegers| matches!(one.needed, NeededBy::Every | NeededBy::ItsList);
        match taint {
            Some(Taint::All) => return Computed::Decimals,
            None if draft.origin.is_some() && missing.iter().any(stops) => {
                return Computed::Decimals;
            }
            Some(Taint::Some) => return Computed::WordsOrDecimals,
            None => {}
        }
        let in_rounding = |id: &NodeId| {
            let node = self.survey.graph.node(*id);
            let is_product =
                node.is_some_and(|node| node.space != UNIT && matches!(node.op, Op::Mul | Op::Div));
            is_product && !self.survey.asked(*id).bare
        };
        if asked.iter().all(in_rounding) {
            return Computed::InItsRounding;
        }
        let is_constant = |id: &NodeId| {
            let vals = self.survey.vals(*id);
            let first = vals.first().and_then(|val| val.word());
            first.is_some() && vals.iter().all(|val| val.word() == first)
        };
        if asked.iter().all(is_constant) {
            Computed::Constant
        } else {
            Computed::Words
        }
    }
}

/// What things that are said can be of, where they are of this step.
fn origins(draft: &Draft) -> impl Iterator<Item = Origin> {
    let nodes = draft.claim.nodes.iter().map(|id| Origin::Node(*id));
    nodes.chain(draft.origin)
}

/// The place of a node, or of the step to which it belongs where the node is written nowhere.
fn place_of(graph: &Graph, node: Option<&Node>, draft: &Draft) -> Option<SourcePlace> {
    let own = place(graph, node.map(|node| node.site));
    own.or_else(|| place(graph, draft.site))
}

/// A place in the source; nothing for the beginning of the text, where everything stands that is written nowhere.
fn place(graph: &Graph, site: Option<SiteId>) -> Option<SourcePlace> {
    let site = graph.site(site?)?;
    let is_written = (site.file, site.line, site.column) != (0, 1, 1);
    let file = graph.files.get(site.file as usize).filter(|_| is_written)?;
    Some(SourcePlace {
        file: file.clone(),
        line: site.line,
        column: site.column,
    })
}
