use super::{Entry, Item, Worksheet};

impl Worksheet {
    /// What stands at a path or below it: `policy.vehicles[1]` with its covers, `policy.vehicles[1].total` alone, a definition, a
    /// rule.
    #[must_use]
    pub fn selected(&self, path: &str) -> Self {
        let among = |entries: &[Entry]| {
            entries
                .iter()
                .filter(|e| is_at(&e.path, path))
                .cloned()
                .collect()
        };
        Self {
            rulebook: self.rulebook.clone(),
            version: self.version.clone(),
            risk: self.risk.selected(path),
            definitions: among(&self.definitions),
            rules: among(&self.rules),
        }
    }

    /// Whether it shows nothing: no such path.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.risk.is_empty() && self.definitions.is_empty() && self.rules.is_empty()
    }

    /// Every entry, in reading order.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        let mut entries = Vec::new();
        self.risk.gather(&mut entries);
        entries
            .into_iter()
            .chain(&self.definitions)
            .chain(&self.rules)
    }
}

impl Item {
    fn selected(&self, path: &str) -> Self {
        let items = self.items.iter().map(|item| item.selected(path));
        let entries = self.entries.iter().filter(|entry| is_at(&entry.path, path));
        Self {
            path: self.path.clone(),
            entries: entries.cloned().collect(),
            items: items.filter(|item| !item.is_empty()).collect(),
        }
    }

    fn gather<'a>(&'a self, entries: &mut Vec<&'a Entry>) {
        entries.extend(&self.entries);
        for item in &self.items {
            item.gather(entries);
        }
    }
}

/// Whether a path is the wanted one or leads on from it.
fn is_at(path: &str, wanted: &str) -> bool {
    match path.strip_prefix(wanted) {
        Some(rest) => rest.is_empty() || rest.starts_with(['.', '[']),
        None => false,
    }
}
