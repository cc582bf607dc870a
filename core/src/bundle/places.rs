//! Places in the source, numbered by first use: those of the graph first, so that their numbers do not depend on what only worksheets
//! show, nor on where they are. Several numbers of one place become one.

use crate::graph::{Graph, Site, SiteId};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Numbers the places of a graph anew and drops what is not used; whether all were there.
pub(super) fn number(graph: &mut Graph) -> bool {
    let mut places = Places {
        old: std::mem::take(&mut graph.sites),
        files: &graph.files,
        ids: BTreeMap::new(),
        new: Vec::new(),
        complete: true,
    };
    let nodes = graph.nodes.iter_mut().map(|node| &mut node.site);
    nodes.for_each(|site| places.number(site));
    let requirements = graph.requirements.iter_mut();
    requirements.for_each(|requirement| places.number(&mut requirement.site));
    for declaration in &mut graph.declarations {
        places.number(&mut declaration.site);
        let lines = declaration.steps.iter_mut().flat_map(|s| &mut s.lines);
        lines.for_each(|line| places.number(&mut line.site));
    }
    let Places { new, complete, .. } = places;
    graph.sites = new;
    complete
}

struct Places<'g> {
    old: Vec<Site>,
    files: &'g [Arc<str>],
    ids: BTreeMap<(&'g str, u32, u32), SiteId>,
    new: Vec<Site>,
    complete: bool,
}

impl Places<'_> {
    fn number(&mut self, id: &mut SiteId) {
        let site = self.old.get(id.index()).copied();
        let file = site.and_then(|site| self.files.get(site.file as usize));
        let (Some(site), Some(file)) = (site, file) else {
            self.complete = false;
            return;
        };
        let next = SiteId(u32::try_from(self.new.len()).unwrap_or(u32::MAX));
        *id = *self
            .ids
            .entry((file, site.line, site.column))
            .or_insert_with(|| {
                self.new.push(site);
                next
            });
    }
}
