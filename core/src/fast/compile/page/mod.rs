//! The page of a worksheet: what [`crate::worksheet`] reads out of an execution and writes, written beforehand with holes for the columns.

mod common;
mod draft;
mod entries;
mod here;
mod items;
mod lines;
mod look_ups;
mod values;

use super::{Compiler, Unplanned};
use crate::fast::worksheet::Page;
use crate::graph::{Declaration, DeclarationKind, NodeId, RISK};
use crate::schema::Object;
use crate::worksheet::MOST_LEVELS;
pub(super) use common::Common;
use draft::{Draft, ListDraft};
use here::Here;

/// What is drawn, or why it is not shown in integers.
type Drawn<T = ()> = Result<T, &'static str>;

/// What is not shown here.
const OTHER_LANES: &str = "a list of this kind, in a worksheet";

impl Compiler<'_> {
    /// The page of the rulebook's worksheets.
    pub(super) fn page(&mut self) -> Result<Page, Unplanned> {
        let mut page = Draft::default();
        page.text("{\"rulebook\":");
        page.quoted(&self.graph.name);
        if let Some(version) = &self.graph.version {
            page.field("version", version);
        }
        page.name("risk");
        let risk = Here::of(RISK);
        let drawn = self.draw_item(&risk, MOST_LEVELS, &mut page);
        drawn.map_err(|reason| self.not_shown(None, reason))?;
        for (name, kind) in [
            ("definitions", DeclarationKind::Definition),
            ("rules", DeclarationKind::Rule),
        ] {
            let mut list = ListDraft::default();
            for declaration in self.graph.in_order(|it| it.kind == kind) {
                let drawn = self.draw_entries(declaration, &risk, &mut list);
                drawn.map_err(|reason| self.not_shown(Some(declaration), reason))?;
            }
            list.field(name, &mut page);
        }
        page.text("}");
        let root = self.graph.schema.objects.first();
        let (shared, rows) = std::mem::take(&mut self.common).done();
        Ok(Page {
            root: root.map(Object::snake_name).unwrap_or_default(),
            pieces: page.done(),
            shared,
            rows,
        })
    }

    fn not_shown(&self, declaration: Option<&Declaration>, reason: &'static str) -> Unplanned {
        let nodes = declaration.map(|declaration| declaration.value.nodes());
        let node = nodes.and_then(|nodes| nodes.first().copied());
        let node = node.unwrap_or(NodeId(0));
        Unplanned { node, reason }
    }

    /// An entry for each lane of a declaration that belongs to the risk.
    fn draw_entries(
        &mut self,
        declaration: &Declaration,
        risk: &Here,
        list: &mut ListDraft,
    ) -> Drawn {
        let nodes = here::nodes_of(self.graph, [declaration]);
        self.each_below(declaration.space, risk, &nodes, list, |own, here, list| {
            let mut entry = Draft::default();
            own.draw_entry(declaration, here, &mut entry)?;
            list.push(entry);
            Ok(())
        })
    }
}
