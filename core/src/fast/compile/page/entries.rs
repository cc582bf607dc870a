//! Declarations: a value, its expression, and what that read.

use super::draft::{Draft, ListDraft};
use super::here::Here;
use super::{Compiler, Drawn};
use crate::graph::{Declaration, DeclarationKind, OnlyIf, RISK, SiteId, UNIT, VariantNote};
use std::collections::BTreeMap;

const LARGE: &str = "a very large worksheet";

/// Of several that may apply, which is the first is known for a risk only.
const SEVERAL_ARMS: &str = "a variant in several arms, in a worksheet";

impl Compiler<'_> {
    /// An entry of the lane at hand.
    pub(super) fn draw_entry(
        &mut self,
        declaration: &Declaration,
        here: &Here,
        into: &mut Draft,
    ) -> Drawn {
        if !self.common.draws_entry() {
            return Err(LARGE);
        }
        into.text("{\"path\":");
        match declaration.kind {
            DeclarationKind::Attribute => {
                into.text("\"");
                self.path(here, into);
                into.text(&format!(".{}\"", declaration.name));
            }
            DeclarationKind::Definition | DeclarationKind::Rule => into.quoted(&declaration.name),
        }
        let is_over_items = declaration.space != RISK && declaration.space != UNIT;
        if declaration.kind == DeclarationKind::Rule && is_over_items {
            self.item_named("of", here, into);
        }
        if let Some(label) = &declaration.label {
            into.field("label", label);
        }
        into.name("value");
        self.draw_value(&declaration.value, here, into)?;
        into.field("formula", &declaration.formula);
        self.place(declaration.site, into);
        self.draw_operands(&declaration.operands, here, into)?;
        self.draw_look_ups(&declaration.lookups, here, into)?;
        self.draw_variants(&declaration.variants, here, into)?;
        let mut blocks = ListDraft::default();
        for steps in &declaration.steps {
            self.draw_steps(steps, here, &mut blocks)?;
        }
        blocks.field("steps", into);
        into.text("}");
        Ok(())
    }

    /// `,"of":"policy.vehicles[1]"`: the item at hand.
    pub(super) fn item_named(&self, name: &str, here: &Here, into: &mut Draft) {
        into.name(name);
        into.text("\"");
        self.path(here, into);
        into.text("\"");
    }

    /// `,"file":…,"line":…`
    pub(super) fn place(&self, site: SiteId, into: &mut Draft) {
        let site = self.graph.site(site);
        let file = site.and_then(|site| self.graph.files.get(site.file as usize));
        into.field("file", file.map_or("", |file| file));
        into.name("line");
        into.text(&site.map_or(0, |site| site.line).to_string());
    }

    /// `,"variants":[…]`: those that apply, one that stands in several arms once.
    pub(super) fn draw_variants(
        &mut self,
        notes: &[VariantNote],
        here: &Here,
        into: &mut Draft,
    ) -> Drawn {
        let mut list = ListDraft::default();
        let mut shown: BTreeMap<SiteId, &[OnlyIf]> = BTreeMap::new();
        for note in notes {
            if self.never_counts(&note.only_if, here) {
                continue;
            }
            match shown.insert(note.site, &note.only_if) {
                Some(before) if *before == *note.only_if => continue,
                Some(_) => return Err(SEVERAL_ARMS),
                None => {}
            }
            let mut variant = Draft::default();
            variant.field("of", &note.of);
            variant.field("guards", &note.guards);
            variant.field("formula", &note.formula);
            if let Some(because) = &note.because {
                variant.field("because", because);
            }
            self.place(note.site, &mut variant);
            self.push_where(&note.only_if, here, variant.in_braces(), &mut list);
        }
        list.field("variants", into);
        Ok(())
    }
}
