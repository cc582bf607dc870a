use super::{Entry, Item, Origin, Place, Reading, Shown, Variant, Worksheet};
use crate::answer::At;
use crate::execute::{Came, Execution};
use crate::graph::{
    Declaration, DeclarationKind, ListId, OnlyIf, Operand, RISK, Shape, SiteId, SpaceId, UNIT,
    VariantNote,
};
use crate::value::Value;
use std::collections::BTreeSet;

/// Levels of items that are shown: more than a risk can have.
pub(crate) const MOST_LEVELS: u32 = 64;

impl Execution<'_> {
    /// The worksheet of one risk of the batch.
    #[must_use]
    pub fn worksheet(&self, risk: u32) -> Worksheet {
        let graph = &self.plan.graph;
        let of_kind = |kind| {
            let declared = graph.in_order(|declaration| declaration.kind == kind);
            let entries = declared.into_iter().flat_map(|declaration| {
                let lanes = self.lanes_of(declaration.space, (RISK, risk));
                lanes.map(move |lane| self.entry(declaration, lane, risk))
            });
            entries.collect::<Vec<Entry>>()
        };
        Worksheet {
            rulebook: graph.name.clone(),
            version: graph.version.clone(),
            risk: self.item((RISK, risk), risk, MOST_LEVELS),
            definitions: of_kind(DeclarationKind::Definition),
            rules: of_kind(DeclarationKind::Rule),
        }
    }

    /// The lanes of a space that belong to a lane of another: its own ancestor, itself, or what stands below it.
    pub(crate) fn lanes_of(&self, space: SpaceId, (at, lane): At) -> std::ops::Range<u32> {
        if self.plan.distance(space, at).is_some() {
            let below = self.below(space, at, lane);
            return below.start..below.start.saturating_add(below.len);
        }
        match self.up(at, space).get(lane as usize) {
            Some(above) => *above..above.saturating_add(1),
            None => 0..0,
        }
    }

    fn item(&self, at: At, risk: u32, levels: u32) -> Item {
        let (space, lane) = at;
        let attributes = self.plan.graph.in_order(|declaration| {
            declaration.space == space && declaration.kind == DeclarationKind::Attribute
        });
        let entries = attributes
            .into_iter()
            .map(|attribute| self.entry(attribute, lane, risk));
        let mut items = Vec::new();
        let lists = (0..).map(ListId).zip(&self.plan.graph.lists);
        if let Some(levels) = levels.checked_sub(1) {
            for (id, list) in lists.filter(|(_, list)| list.owner == space) {
                let there = self.items(id, lane);
                let there = there.start..there.start.saturating_add(there.len);
                let made = there.filter(|item| self.keys(id).failure(*item).is_none());
                items.extend(made.map(|item| self.item((list.items, item), risk, levels)));
            }
        }
        items.retain(|item| !item.is_empty());
        Item {
            path: self.item_path(space, lane).text(&self.plan.graph.lists),
            entries: entries.collect(),
            items,
        }
    }

    /// The entry of a lane. What is the same for every risk may still read the risk that is shown, in an arm that is never taken.
    pub(super) fn entry(&self, declaration: &Declaration, lane: u32, risk: u32) -> Entry {
        let Declaration {
            kind, name, space, ..
        } = declaration;
        let at = if *space == UNIT {
            (RISK, risk)
        } else {
            (*space, lane)
        };
        let path = self.declaration_path(*kind, name, *space, lane);
        let of = *kind == DeclarationKind::Rule && *space != RISK && *space != UNIT;
        let steps = declaration.steps.iter();
        let carried = self.carried_from(declaration, lane);
        let reads = !matches!(carried, Some(Origin::Item(_) | Origin::Unordered(_)));
        let operands = declaration.operands.iter().filter(|_| reads);
        let look_ups = if reads {
            declaration.lookups.as_slice()
        } else {
            &[]
        };
        Entry {
            of: of.then(|| self.item_path(*space, lane).text(&self.plan.graph.lists)),
            label: declaration.label.clone(),
            value: self.shown(&declaration.value, at, &path),
            formula: declaration.formula.clone(),
            place: self.place(declaration.site),
            carried,
            operands: self.readings(operands, at, &path),
            look_ups: self.look_ups(look_ups, at, &path),
            variants: self.variants(&declaration.variants, at),
            steps: steps
                .flat_map(|steps| self.blocks(steps, at, &path))
                .collect(),
            shares: self.shares(declaration, lane),
            path,
        }
    }

    /// Where a carried value came from.
    fn carried_from(&self, declaration: &Declaration, lane: u32) -> Option<Origin> {
        let mut nodes = declaration.value.nodes().into_iter();
        let came = nodes.find_map(|node| self.came(node, lane))?;
        let item = |lane| {
            self.item_path(declaration.space, lane)
                .text(&self.plan.graph.lists)
        };
        Some(match came {
            Came::Start => Origin::Start,
            Came::From(before) => Origin::Item(item(before)),
            Came::Unordered(failed) => Origin::Unordered(item(failed)),
        })
    }

    /// The variants that apply.
    pub(super) fn variants(&self, notes: &[VariantNote], at: At) -> Vec<Variant> {
        let mut shown = BTreeSet::new();
        let applying = notes.iter().filter(|note| self.counts(&note.only_if, at));
        // One that stands in several arms is shown once.
        let variants = applying.filter(|note| shown.insert(note.site));
        let variants = variants.map(|note| Variant {
            of: note.of.clone(),
            guards: note.guards.clone(),
            formula: note.formula.clone(),
            because: note.because.clone(),
            place: self.place(note.site),
        });
        variants.collect()
    }

    /// Whether what stands in a variant or an arm of a choice counts; where it is not known which one applies, nothing does. A
    /// condition of the items below the lane says nothing of the lane.
    pub(super) fn counts(&self, only_if: &[OnlyIf], at: At) -> bool {
        only_if.iter().all(|only| {
            let space = self.space_of(only.condition);
            if space.is_none_or(|space| self.plan.distance(at.0, space).is_none()) {
                return true;
            }
            let (value, _) = self.read(&Shape::One(only.condition), at, "");
            value.and_then(|value| value.as_bool()) == Some(only.holds)
        })
    }

    /// A value in a lane of its space or of one below it.
    pub(super) fn shown(&self, shape: &Shape, at: At, path: &str) -> Shown {
        let (value, errors) = self.read(shape, at, path);
        Shown { value, errors }
    }

    pub(super) fn readings<'o>(
        &self,
        operands: impl IntoIterator<Item = &'o Operand>,
        at: At,
        path: &str,
    ) -> Vec<Reading> {
        let reading = |operand: &Operand| Reading {
            text: operand.text.clone(),
            value: self.read_operand(&operand.value, at, path),
        };
        operands.into_iter().map(reading).collect()
    }

    /// What an expression read: one value, or where it was read inside a comprehension those of all items.
    fn read_operand(&self, shape: &Shape, at: At, path: &str) -> Shown {
        let deepest = self.plan.deepest(shape.nodes());
        let below = deepest.filter(|space| self.plan.distance(*space, at.0).is_some_and(|d| d > 0));
        let Some(space) = below else {
            return self.shown(shape, at, path);
        };
        let item = |lane| match self.read(shape, (space, lane), path) {
            (Some(value), _) => value,
            (None, errors) => {
                let code = errors.first().map_or("", |error| error.code.as_str());
                Value::from(format!("error {code}"))
            }
        };
        Shown {
            value: Some(Value::List(self.lanes_of(space, at).map(item).collect())),
            errors: Vec::new(),
        }
    }

    pub(super) fn place(&self, site: SiteId) -> Place {
        let graph = &self.plan.graph;
        let site = graph.site(site);
        let file = site.and_then(|site| graph.files.get(site.file as usize));
        Place {
            file: file.cloned().unwrap_or_default(),
            line: site.map_or(0, |site| site.line),
        }
    }

    /// The item of a lane below the one that is shown, and nothing for that itself.
    pub(super) fn other_item(&self, (space, lane): At, shown: At) -> Option<String> {
        let below = space != shown.0 && self.plan.distance(space, shown.0).is_some();
        below.then(|| self.item_path(space, lane).text(&self.plan.graph.lists))
    }
}

impl Item {
    /// Whether nothing was computed in it.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.items.is_empty()
    }
}
