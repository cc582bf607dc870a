//! Paths of a risk as they are named, `policy.vehicles[1].covers[BI].factor`, and what they mean: which item it is of makes no difference to
//! how something is computed, or to what it reads.

use crate::diagnostics::nearest;
use std::collections::BTreeMap;

/// Where the attributes of a risk lead: to the items of which list, by what has them and their name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemPaths {
    root: String,
    leads: BTreeMap<(String, String), String>,
}

impl ItemPaths {
    /// The paths that begin with `root`, the risk as it is named in them. `leads` says for an entity and an attribute of it, `vehicle` and `covers`,
    /// whose items these are: `cover`.
    pub fn new(root: String, leads: impl IntoIterator<Item = ((String, String), String)>) -> Self {
        Self {
            root,
            leads: leads.into_iter().collect(),
        }
    }

    /// The place among `names` of what a path names: itself, or what it is without its items, `cover.factor`.
    ///
    /// ```
    /// use lutine_dsl::item_paths::ItemPaths;
    /// let lead = (("policy".to_owned(), "vehicles".to_owned()), "vehicle".to_owned());
    /// let paths = ItemPaths::new("policy".to_owned(), [lead]);
    /// let names = ["policy.total", "vehicle.symbol"];
    /// assert_eq!(paths.find("policy.vehicles[2].symbol", names.into_iter()), Ok(1));
    /// assert_eq!(paths.find("vehicle.symbl", names.into_iter()), Err(Some("vehicle.symbol".to_owned())));
    /// ```
    ///
    /// # Errors
    /// Where none has that name; with the nearest that there is.
    pub fn find<'n>(
        &self,
        path: &str,
        names: impl Iterator<Item = &'n str> + Clone,
    ) -> Result<usize, Option<String>> {
        let plain = without_indexes(path);
        let shortened = self.shortened(&plain);
        let named = |path: &str| names.clone().position(|name| name == path);
        let found = named(path).or_else(|| named(&plain));
        let found = found.or_else(|| named(shortened.as_deref()?));
        found.ok_or_else(|| {
            let asked = shortened.as_deref().unwrap_or(&plain);
            nearest(asked, names).map(str::to_owned)
        })
    }

    fn shortened(&self, path: &str) -> Option<String> {
        let mut names = path.split('.');
        let mut entity = names.next().filter(|first| *first == self.root)?;
        let mut name = names.next()?;
        for next in names {
            entity = self.leads.get(&(entity.to_owned(), name.to_owned()))?;
            name = next;
        }
        Some(format!("{entity}.{name}"))
    }
}

fn without_indexes(path: &str) -> String {
    let mut plain = String::new();
    let mut inside = false;
    for c in path.chars() {
        match c {
            '[' => inside = true,
            ']' => inside = false,
            c if !inside => plain.push(c),
            _ => {}
        }
    }
    plain
}
