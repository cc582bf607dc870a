//! The file around the sections: header, table of sections, hashes. All numbers are little-endian.

use super::{BundleError, FORMAT_VERSION, Hash, Limits, SEMANTICS_VERSION};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// How a bundle begins. No text begins so.
const MAGIC: [u8; 8] = *b"\x7fLUTINEB";

/// What stands in front of the table of sections: magic, format, semantics, number of sections, meaning hash.
const FIXED: usize = 8 + 4 + 4 + 4 + Hash::BYTES;

/// A line of the table of sections: kind, length, hash.
const ENTRY: usize = 4 + 8 + Hash::BYTES;

/// What a section holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    Schema = 1,
    Graph = 2,
    Tables = 3,
    Notes = 4,
    Source = 5,
}

impl Section {
    /// In the order in which they stand; the last may be missing.
    const ALL: [Self; 5] = [
        Self::Schema,
        Self::Graph,
        Self::Tables,
        Self::Notes,
        Self::Source,
    ];

    /// Those that make the meaning.
    const MEANING: [Self; 3] = [Self::Schema, Self::Graph, Self::Tables];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Schema => "schema",
            Self::Graph => "graph",
            Self::Tables => "tables",
            Self::Notes => "notes",
            Self::Source => "source",
        }
    }
}

/// A section that is ready to be written.
pub(super) struct Encoded {
    section: Section,
    bytes: Vec<u8>,
}

/// The bytes of a section.
pub(super) fn encode(section: Section, value: &impl Serialize) -> Result<Encoded, BundleError> {
    let bytes = postcard::to_allocvec(value);
    let bytes = bytes.map_err(|error| malformed(section, &error))?;
    Ok(Encoded { section, bytes })
}

/// What the bytes of a section hold.
pub(super) fn decode<T: DeserializeOwned>(
    section: Section,
    bytes: &[u8],
) -> Result<T, BundleError> {
    match postcard::take_from_bytes(bytes) {
        Ok((value, [])) => Ok(value),
        Ok(_) => Err(malformed(section, &"something stands behind its end")),
        Err(error) => Err(malformed(section, &error)),
    }
}

pub(super) fn malformed(section: Section, problem: &dyn std::fmt::Display) -> BundleError {
    BundleError::Malformed {
        section: section.name(),
        problem: problem.to_string(),
    }
}

/// The hash of what answers are made of.
pub(super) fn meaning_hash(semantics: u32, sections: &[Encoded]) -> Hash {
    let hashed = sections.iter().map(|s| (s.section, Hash::of(&s.bytes)));
    meaning(semantics, hashed)
}

fn meaning(semantics: u32, sections: impl Iterator<Item = (Section, Hash)>) -> Hash {
    let mut bytes = b"lutine meaning".to_vec();
    bytes.extend(semantics.to_le_bytes());
    for (section, hash) in sections {
        if Section::MEANING.contains(&section) {
            bytes.extend(hash.0);
        }
    }
    Hash::of(&bytes)
}

/// The file of these sections.
pub(super) fn write(sections: &[Encoded]) -> Vec<u8> {
    let mut file = MAGIC.to_vec();
    file.extend(FORMAT_VERSION.to_le_bytes());
    file.extend(SEMANTICS_VERSION.to_le_bytes());
    let count = u32::try_from(sections.len()).unwrap_or(u32::MAX);
    file.extend(count.to_le_bytes());
    file.extend(meaning_hash(SEMANTICS_VERSION, sections).0);
    for Encoded { section, bytes } in sections {
        file.extend((*section as u32).to_le_bytes());
        file.extend(length(bytes).to_le_bytes());
        file.extend(Hash::of(bytes).0);
    }
    for section in sections {
        file.extend_from_slice(&section.bytes);
    }
    file
}

fn length(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}

/// The sections of a file, their hashes compared.
pub(super) struct Container<'b> {
    meaning_hash: Hash,
    sections: Vec<(Section, &'b [u8])>,
}

impl<'b> Container<'b> {
    pub(super) fn read(bytes: &'b [u8], limits: Limits) -> Result<Self, BundleError> {
        let mut header = Cursor::new(bytes);
        if !MAGIC.starts_with(bytes.get(..MAGIC.len()).unwrap_or(bytes)) || bytes.is_empty() {
            return Err(BundleError::NotABundle);
        }
        if length(bytes) > limits.bytes {
            return Err(BundleError::TooLarge {
                size: length(bytes),
                limit: limits.bytes,
            });
        }
        header.take(MAGIC.len(), FIXED)?;
        let format = header.number(FIXED)?;
        if format != FORMAT_VERSION {
            return Err(BundleError::UnknownVersion { found: format });
        }
        let semantics = header.number(FIXED)?;
        if semantics != SEMANTICS_VERSION {
            return Err(BundleError::UnknownSemantics { found: semantics });
        }
        let count = header.number(FIXED)?;
        let stated = header.hash(FIXED)?;
        let kinds = Section::ALL.get(..count as usize);
        let kinds = kinds.filter(|kinds| kinds.contains(&Section::Notes));
        let kinds = kinds.ok_or(BundleError::Sections)?;
        let table = header.table(kinds)?;
        let hashes = table.iter().map(|(section, _, hash)| (*section, *hash));
        if meaning(semantics, hashes) != stated {
            return Err(BundleError::HashMismatch { section: "meaning" });
        }
        let sections = header.cut(&table)?;
        Ok(Self {
            meaning_hash: stated,
            sections,
        })
    }

    pub(super) const fn meaning_hash(&self) -> Hash {
        self.meaning_hash
    }

    pub(super) fn section(&self, section: Section) -> Option<&'b [u8]> {
        let mut known = self.sections.iter();
        known
            .find(|(of, _)| *of == section)
            .map(|(_, bytes)| *bytes)
    }
}

/// What has been read of a file.
struct Cursor<'b> {
    whole: &'b [u8],
    rest: &'b [u8],
}

impl<'b> Cursor<'b> {
    const fn new(whole: &'b [u8]) -> Self {
        Self { whole, rest: whole }
    }

    /// The next bytes; where they are missing, the file should have had `expected` at least.
    fn take(&mut self, count: usize, expected: usize) -> Result<&'b [u8], BundleError> {
        match self.rest.split_at_checked(count) {
            Some((taken, rest)) => {
                self.rest = rest;
                Ok(taken)
            }
            None => Err(BundleError::Truncated {
                found: length(self.whole),
                expected: u64::try_from(expected).unwrap_or(u64::MAX),
            }),
        }
    }

    fn array<const N: usize>(&mut self, expected: usize) -> Result<[u8; N], BundleError> {
        let mut array = [0; N];
        array.copy_from_slice(self.take(N, expected)?);
        Ok(array)
    }

    fn number(&mut self, expected: usize) -> Result<u32, BundleError> {
        Ok(u32::from_le_bytes(self.array(expected)?))
    }

    fn hash(&mut self, expected: usize) -> Result<Hash, BundleError> {
        Ok(Hash(self.array(expected)?))
    }

    fn table(&mut self, kinds: &[Section]) -> Result<Vec<(Section, u64, Hash)>, BundleError> {
        let header = kinds.len().saturating_mul(ENTRY).saturating_add(FIXED);
        let entry = |section: &Section| {
            let kind = self.number(header)?;
            let length = u64::from_le_bytes(self.array(header)?);
            let hash = self.hash(header)?;
            if kind != *section as u32 {
                return Err(BundleError::Sections);
            }
            Ok((*section, length, hash))
        };
        kinds.iter().map(entry).collect()
    }

    /// The sections behind the header, which must fill the file.
    fn cut(
        &mut self,
        table: &[(Section, u64, Hash)],
    ) -> Result<Vec<(Section, &'b [u8])>, BundleError> {
        let found = length(self.whole);
        let header = found.saturating_sub(length(self.rest));
        let lengths = table.iter().map(|(_, length, _)| *length);
        let expected = lengths.fold(header, u64::saturating_add);
        if found < expected {
            return Err(BundleError::Truncated { found, expected });
        }
        if found > expected {
            return Err(BundleError::TooLong { found, expected });
        }
        let mut sections = Vec::with_capacity(table.len());
        for (section, length, hash) in table {
            let length = usize::try_from(*length).unwrap_or(usize::MAX);
            let bytes = self.take(length, usize::MAX)?;
            if Hash::of(bytes) != *hash {
                let section = section.name();
                return Err(BundleError::HashMismatch { section });
            }
            sections.push((*section, bytes));
        }
        Ok(sections)
    }
}
