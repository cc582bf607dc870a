//! What says how many items lists have.

use super::draft::space_name;
use super::{Doubt, Watched};
use crate::fast::compile::Survey;
use crate::graph::{Each, NodeId, SiteId, Space, SpaceId, UNIT};

/// A list whose length is computed.
pub(super) struct SizedList {
    pub space: SpaceId,
    /// `policy.years`
    pub name: String,
    /// Where that is written which says how long it is.
    pub site: SiteId,
    /// The columns that do.
    pub sizing: Vec<(String, NodeId)>,
    pub watched: Vec<Watched>,
}

/// The lists of a graph whose length is computed.
pub(super) fn lists(survey: &Survey<'_>) -> impl Iterator<Item = SizedList> {
    let graph = survey.graph;
    let spaces = (0..).map(SpaceId).zip(&graph.spaces);
    spaces.filter_map(|(id, space)| {
        let sizing = space.sized_by();
        let site = graph.node(*sizing.first()?)?.site;
        let list = graph.lists.iter().find(|list| list.items == id);
        let name = match list {
            Some(list) if !list.name.is_empty() => {
                format!("{}.{}", space_name(graph, list.owner), list.name)
            }
            _ => {
                let parent = space.parent().unwrap_or(UNIT);
                format!("a list in {}", space_name(graph, parent))
            }
        };
        let sizing = sizing.into_iter().map(|id| (String::new(), id));
        Some(SizedList {
            space: id,
            watched: too_many(survey, space).into_iter().collect(),
            name,
            site,
            sizing: sizing.collect(),
        })
    })
}

/// A list made for numbers is watched where the ranges of its ends lie further apart than it may be long.
fn too_many(survey: &Survey<'_>, space: &Space) -> Option<Watched> {
    let Space::Made {
        each: Each::Numbers { from, to, max },
        ..
    } = space
    else {
        return None;
    };
    let is_asked = survey.asked(*from).path.is_some();
    let low = survey.vals(*from).iter().map(|val| val.range.low).min();
    let high = survey.vals(*to).iter().map(|val| val.range.high).max();
    let most = high?.saturating_sub(low?).saturating_add(1);
    (is_asked && most > i64::from(*max)).then(|| Watched {
        doubt: Doubt::TooManyItems,
        words: format!("it may have more than {max} items"),
        place: None,
    })
}
