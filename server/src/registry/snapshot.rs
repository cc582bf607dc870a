//! What a request works with, from its beginning to its end.

use super::{Loaded, cannot_be_loaded};
use crate::access::{Caller, Key};
use crate::business::Business;
use crate::clock::Time;
use crate::problem::{Kind, Problem};
use crate::store::{Line, State, Store, StoreError};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// What a request works with: the lines of all rulebooks, the editions that decide, the keys.
#[derive(Debug, Default)]
pub struct Snapshot {
    /// The number of the registry that it was read at.
    pub generation: i64,
    rulebooks: BTreeMap<String, Timeline>,
    loaded: HashMap<String, Result<Arc<Loaded>, String>>,
    keys: HashMap<Arc<str>, (Key, Arc<Caller>)>,
}

/// The lines of a rulebook, in the order of their dates.
type Timeline = Vec<(Line, State)>;

/// An edition that decides, and why it does.
#[derive(Debug, Clone)]
pub struct Chosen {
    /// The edition.
    pub loaded: Arc<Loaded>,
    /// For which business.
    pub business: Business,
    /// For which date.
    pub date: String,
}

impl Snapshot {
    /// Reads it; editions that are in memory are not loaded again.
    pub(super) async fn read(
        store: &Store,
        generation: i64,
        before: &Self,
    ) -> Result<Self, StoreError> {
        let mut rulebooks: BTreeMap<String, Timeline> = BTreeMap::new();
        for name in store.rulebooks("", i64::MAX).await? {
            rulebooks.insert(name, Vec::new());
        }
        let mut deciding = BTreeSet::new();
        for (line, state) in store.lines().await? {
            if state.decides() {
                deciding.insert(line.edition.clone());
            }
            rulebooks
                .entry(line.rulebook.clone())
                .or_default()
                .push((line, state));
        }
        let mut loaded = HashMap::new();
        for edition in deciding {
            let known = before.loaded(&edition);
            let one = match known {
                Some(known) => Ok(known),
                None => Self::load(store, &edition).await?,
            };
            loaded.insert(edition, one);
        }
        let with_caller = |key: Key| {
            let caller = Caller {
                key: Arc::clone(&key.id),
                name: Arc::clone(&key.name),
                roles: key.roles.clone(),
            };
            (Arc::clone(&key.id), (key, Arc::new(caller)))
        };
        let keys = store.keys().await?.into_iter().map(with_caller);
        Ok(Self {
            generation,
            rulebooks,
            loaded,
            keys: keys.collect(),
        })
    }

    async fn load(store: &Store, edition: &str) -> Result<Result<Arc<Loaded>, String>, StoreError> {
        let Some(bundle) = store.bundle(edition).await? else {
            return Ok(Err("its bundle is not there".to_owned()));
        };
        let loaded = Loaded::load(bundle).await;
        if let Err(why) = &loaded {
            tracing::error!(edition, why, "an edition that decides cannot be loaded");
        }
        Ok(loaded)
    }

    /// An edition that decides, by its hash.
    #[must_use]
    pub fn loaded(&self, edition: &str) -> Option<Arc<Loaded>> {
        self.loaded.get(edition)?.as_ref().ok().cloned()
    }

    /// Whether there is a rulebook of a name.
    #[must_use]
    pub fn knows(&self, rulebook: &str) -> bool {
        self.rulebooks.contains_key(rulebook)
    }

    /// The lines of a rulebook, in the order of their dates.
    pub fn lines(&self, rulebook: &str) -> impl Iterator<Item = &Line> {
        let lines = self.rulebooks.get(rulebook).into_iter().flatten();
        lines.map(|(line, _)| line)
    }

    /// The edition that decides, by each rulebook and business, for a date.
    pub fn deciding(&self, date: &str) -> impl Iterator<Item = (&str, Business, &str)> {
        self.rulebooks.iter().flat_map(move |(name, lines)| {
            let of = move |business| {
                Some((
                    name.as_str(),
                    business,
                    line_for(lines, business, date)?.0.edition.as_str(),
                ))
            };
            Business::ALL.into_iter().filter_map(of)
        })
    }

    /// The edition that decides for a date.
    ///
    /// # Errors
    /// [`Problem`] where there is no such rulebook, nothing was activated for the date, or what was is retired: nothing falls back.
    pub fn choose(
        &self,
        rulebook: &str,
        business: Business,
        date: String,
    ) -> Result<Chosen, Problem> {
        let lines = self
            .rulebooks
            .get(rulebook)
            .ok_or_else(|| unknown_rulebook(rulebook))?;
        let Some((line, state)) = line_for(lines, business, &date) else {
            let detail = format!(
                "no edition of `{rulebook}` decides {} business of {date}",
                business.name()
            );
            return Err(Problem::new(Kind::NoEditionInForce, detail));
        };
        let edition = &line.edition;
        if !state.decides() {
            let detail = format!(
                "the edition {edition} for {} business of {date} is retired",
                business.name()
            );
            return Err(Problem::new(Kind::EditionRetired, detail));
        }
        match self.loaded.get(edition) {
            Some(Ok(loaded)) => Ok(Chosen {
                loaded: Arc::clone(loaded),
                business,
                date,
            }),
            Some(Err(why)) => Err(cannot_be_loaded(edition, why)),
            None => Err(cannot_be_loaded(edition, "it was not loaded")),
        }
    }

    /// Whether there are keys, so that the service is not open.
    #[must_use]
    pub fn has_keys(&self) -> bool {
        !self.keys.is_empty()
    }

    /// Who sends a secret; nothing where it is no key that may be used now.
    #[must_use]
    pub fn caller(&self, secret: &str, now: Time) -> Option<Arc<Caller>> {
        let (key, caller) = self.keys.get(Key::id_in(secret)?)?;
        key.accepts(secret, now).then(|| Arc::clone(caller))
    }
}

pub(crate) fn unknown_rulebook(name: &str) -> Problem {
    let shown: String = name.chars().take(80).collect();
    Problem::new(
        Kind::UnknownRulebook,
        format!("there is no rulebook `{shown}`"),
    )
}

/// The last line not after a date; of several of one date the last that was written.
fn line_for<'l>(lines: &'l Timeline, business: Business, date: &str) -> Option<&'l (Line, State)> {
    let of_business = lines.iter().filter(|(line, _)| line.business == business);
    of_business
        .take_while(|(line, _)| line.from.as_str() <= date)
        .last()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_line_not_after_the_date_counts() {
        let line = |business, from: &str, edition: &str| {
            let line = Line {
                number: 0,
                rulebook: "motor".to_owned(),
                business,
                from: from.to_owned(),
                edition: edition.to_owned(),
            };
            (line, State::Active)
        };
        let lines = vec![
            line(Business::New, "2026-01-01", "a"),
            line(Business::New, "2026-06-01", "b"),
            line(Business::New, "2026-06-01", "c"),
            line(Business::Renewal, "2026-08-01", "c"),
        ];
        let chosen =
            |business, date| line_for(&lines, business, date).map(|(line, _)| &*line.edition);
        assert_eq!(chosen(Business::New, "2025-12-31"), None);
        assert_eq!(chosen(Business::New, "2026-01-01"), Some("a"));
        assert_eq!(chosen(Business::New, "2026-05-31"), Some("a"));
        assert_eq!(chosen(Business::New, "2027-01-01"), Some("c"));
        assert_eq!(chosen(Business::Renewal, "2026-07-31"), None);
        assert_eq!(chosen(Business::Renewal, "2026-08-01"), Some("c"));
    }
}
