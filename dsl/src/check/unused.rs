//! What nothing uses: a rate that is tested and forgotten in the premium, a fact that is asked for and never rated.
//!
//! What counts is whether an answer depends on it: the output, and the `require`s that refuse a risk. Tests are no use: a table that only tests
//! look at decides nothing, and whoever wrote the test believes that it does. Of things that only use one another the first is reported,
//! with the others beside it; a rule is used if its outcome is, so that the outcome is reported.
//!
//! Not reported: members of an enum, results of a table and fields of a record that nothing reads (lists are declared whole), variables of
//! comprehensions and parameters (they have to be there), and whatever belongs to items that are not looked at either.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{Diagnostic, check as faults};
use crate::lower::order::attribute;
use crate::source::Span;
use crate::typed::{
    Attribute, AttributeId, AttributeKind, DefinitionId, EntityId, FunctionId, OutcomeId, Rulebook,
    TableId,
};
use crate::uses::{Thing, Uses, output, read};

/// How many other places are shown beside what is reported.
const SHOWN: usize = 3;

/// A finding for each thing that nothing uses, and for what is declared `unused` and is used.
pub(super) fn unused(rulebook: &Rulebook) -> Vec<Diagnostic> {
    let uses = Uses::of(rulebook);
    let mut live = BTreeSet::new();
    uses.reach(uses.answered(), &mut live);
    uses.reach(uses.kept(), &mut live);
    let mut tested = live.clone();
    uses.reach(uses.tested(), &mut tested);
    let all = uses.all();
    let dead: Vec<Thing> = all.into_iter().filter(|t| !live.contains(t)).collect();
    let mut used_by_dead = BTreeSet::new();
    for thing in &dead {
        used_by_dead.extend(uses.needs(*thing).into_iter().map(|(need, _)| need));
    }
    let mut found = uses.declared_unused();
    for thing in &dead {
        if !used_by_dead.contains(thing) && !uses.is_carried(*thing, &live) {
            let needs = uses.needs(*thing).into_iter().map(|(need, _)| need);
            let with_it: BTreeSet<Thing> = needs.filter(|need| !live.contains(need)).collect();
            let with_it = with_it.into_iter().filter_map(|need| uses.named(need));
            let related: Vec<Span> = with_it.map(|(_, span)| span).take(SHOWN).collect();
            found.extend(uses.fault(*thing, tested.contains(thing), &related));
        }
    }
    found
}

impl Uses<'_> {
    /// Everything that should be used, in the order of declaration.
    fn all(&self) -> Vec<Thing> {
        let rulebook = self.rulebook;
        let given = |it: &Attribute| !it.unused && !matches!(it.kind, AttributeKind::Key);
        let attributes = self.attributes().filter(|(_, it)| given(it));
        let mut all: Vec<Thing> = attributes.map(|(id, _)| Thing::Attribute(id)).collect();
        let ids = |count: usize| 0..u32::try_from(count).unwrap_or(u32::MAX);
        all.extend(ids(rulebook.definitions.len()).map(|at| Thing::Definition(DefinitionId(at))));
        all.extend(ids(rulebook.functions.len()).map(|at| Thing::Function(FunctionId(at))));
        all.extend(ids(rulebook.tables.len()).map(|at| Thing::Table(TableId(at))));
        all.extend(ids(rulebook.outcomes.len()).map(|at| Thing::Outcome(OutcomeId(at))));
        all.extend(ids(rulebook.rules.len()).map(Thing::Rule));
        all
    }

    /// What the output and the conditions on the input use.
    fn answered(&self) -> Vec<(Thing, Span)> {
        let mut found = Vec::new();
        output(&self.rulebook.output, &mut found);
        for (id, entity) in (0..).map(EntityId).zip(&self.rulebook.entities) {
            for requirement in &entity.requirements {
                read(&requirement.condition, &mut found);
                self.leading_to(id, entity.span, &mut found);
            }
        }
        found
    }

    /// The attributes through which the items of an entity are reached: what is required of each uses them.
    fn leading_to(&self, entity: EntityId, span: Span, found: &mut Vec<(Thing, Span)>) {
        let (mut open, mut seen) = (vec![entity], BTreeSet::new());
        while let Some(entity) = open.pop() {
            if seen.insert(entity) {
                for holder in self.holders.get(&entity).into_iter().flatten() {
                    found.push((Thing::Attribute(*holder), span));
                    open.push(holder.entity);
                }
            }
        }
    }

    /// What is computed for worksheets only, and says so.
    fn kept(&self) -> Vec<(Thing, Span)> {
        let computed = |it: &Attribute| matches!(it.kind, AttributeKind::Derived(_));
        let kept = self
            .attributes()
            .filter(|(_, it)| it.unused && computed(it));
        kept.map(|(id, it)| (Thing::Attribute(id), it.span))
            .collect()
    }

    fn tested(&self) -> Vec<(Thing, Span)> {
        let mut found = Vec::new();
        let expected = self.rulebook.tests.iter().flat_map(|test| &test.expect);
        for value in expected.filter_map(|expected| expected.kind.value()) {
            read(value, &mut found);
        }
        found
    }

    /// Whether it belongs to items that are carried along unread: what holds them is reported, or declared `unused`, once for all of them.
    fn is_carried(&self, thing: Thing, live: &BTreeSet<Thing>) -> bool {
        let Thing::Attribute(id) = thing else {
            return false;
        };
        let unread = |holder: &AttributeId| !live.contains(&Thing::Attribute(*holder));
        let holders = self.holders.get(&id.entity);
        id.entity != self.rulebook.root && holders.is_some_and(|all| all.iter().all(unread))
    }

    /// What is declared `unused` and is read by more than a condition on the input: that it is checked does not mean that it is rated.
    fn declared_unused(&self) -> Vec<Diagnostic> {
        let mut read_at: BTreeMap<AttributeId, Span> = BTreeMap::new();
        let mut found = Vec::new();
        output(&self.rulebook.output, &mut found);
        let kept = self.attributes().filter(|(_, it)| it.unused);
        let kept = kept.map(|(id, _)| Thing::Attribute(id));
        found.extend(
            self.all()
                .into_iter()
                .chain(kept)
                .flat_map(|t| self.needs(t)),
        );
        for (thing, span) in found {
            if let Thing::Attribute(id) = thing {
                read_at.entry(id).or_insert(span);
            }
        }
        let declared = self.attributes().filter(|(_, it)| it.unused);
        let declared = declared.filter(|(_, it)| !matches!(it.kind, AttributeKind::Key));
        declared
            .filter_map(|(id, it)| {
                let span = read_at.get(&id)?;
                Some(faults::unused_is_used(&it.name, it.span, *span))
            })
            .collect()
    }

    fn fault(&self, thing: Thing, tested: bool, related: &[Span]) -> Option<Diagnostic> {
        let (name, span) = self.named(thing)?;
        let fault = match thing {
            Thing::Attribute(id) => match attribute(self.rulebook, id)?.kind {
                AttributeKind::Input { .. } | AttributeKind::GivenList { .. } => {
                    faults::unused_input(name, span, tested)
                }
                AttributeKind::MadeList(_) | AttributeKind::Derived(_) | AttributeKind::Key => {
                    faults::unused_attribute(name, span, tested)
                }
            },
            Thing::Outcome(_) => faults::unused_outcome(name, span, tested),
            _ => faults::unused_declaration(name, span, tested),
        };
        let with = |fault: Diagnostic, span: &Span| fault.with_related(*span, "not used otherwise");
        Some(related.iter().fold(fault, with))
    }
}
