//! Compiled bundles that were damaged by somebody who knows the format: their hashes fit.

use lutine_core::bundle::{Bundle, Hash, Limits};
use lutine_core::risk::Risk;

/// What a careful host allows, so that a test ends.
pub const LIMITS: Limits = Limits {
    bytes: 1 << 20,
    cost: 200_000,
};

/// A committed bundle, and risks with their answers.
struct Committed {
    file: &'static [u8],
    cases: &'static str,
}

macro_rules! committed {
    ($($name:literal),*) => {
        &[$(Committed {
            file: include_bytes!(concat!("../../../core/tests/bundles/v1/", $name, ".lutineb")),
            cases: include_str!(concat!("../../../core/tests/bundles/v1/", $name, ".cases")),
        }),*]
    };
}

const COMMITTED: &[Committed] = committed!(
    "choice",
    "functions",
    "lists",
    "motor",
    "optional",
    "references",
    "rules",
    "steps"
);

/// A committed bundle, damaged as some bytes say: the first says which, and behind it each five say what is done at which place of which
/// section.
#[must_use]
pub fn damaged(data: &[u8]) -> (Vec<u8>, &'static str) {
    let (which, edits) = data.split_first().unwrap_or((&0, &[]));
    let committed = &COMMITTED[usize::from(*which) % COMMITTED.len()];
    let mut sections = sections(committed.file);
    for edit in edits.chunks_exact(5).take(64) {
        let &[section, low, high, kind, value] = edit else {
            continue;
        };
        let count = sections.len();
        let section = &mut sections[usize::from(section) % count];
        if section.is_empty() {
            continue;
        }
        let place = usize::from(u16::from_le_bytes([low, high])) % section.len();
        match kind % 6 {
            0 => section[place] = value,
            1 => section[place] ^= 1 << (value % 8),
            2 => section.insert(place, value),
            3 => drop(section.remove(place)),
            4 => drop(section.splice(place..place, [0xff, 0xff, 0xff, 0xff, 0x0f])),
            _ => {
                let end = (place + 1 + usize::from(value)).min(section.len());
                let copied = section[place..end].to_vec();
                section.splice(end..end, copied);
            }
        }
    }
    (forge(&sections), committed.cases)
}

/// Loads a file and, if it loads, answers and explains risks.
///
/// # Panics
/// Where a part of that panics or says nothing.
pub fn load_and_use((file, cases): &(Vec<u8>, &str)) {
    let Ok(read) = Bundle::read_within(file, LIMITS) else {
        return;
    };
    let Ok(engine) = read.into_engine_within(LIMITS) else {
        return;
    };
    for risk in cases
        .lines()
        .filter(|line| !line.starts_with("=> "))
        .take(3)
    {
        let explained = engine.explain(Risk::from(risk));
        assert_eq!(explained.answer, engine.answer(Risk::from(risk)));
        assert!(!explained.answer.to_json().is_empty());
        if let Some(worksheet) = explained.worksheet {
            assert!(!worksheet.to_text().is_empty());
        }
    }
}

/// The rulebooks that are committed as bundles: their files' names and texts.
pub(crate) fn sources() -> Vec<Vec<(String, String)>> {
    let read = COMMITTED.iter().map(|committed| {
        let files = Bundle::read_source(committed.file).ok().flatten();
        let files = files.unwrap_or_default().into_iter();
        files
            .map(|file| (file.name.to_string(), file.text.to_string()))
            .collect()
    });
    read.collect()
}

const TABLE: usize = 8 + 4 + 4 + 4 + 32;
const ENTRY: usize = 4 + 8 + 32;

/// The sections of a file that is whole, in their order.
fn sections(file: &[u8]) -> Vec<Vec<u8>> {
    let count = u32::from_le_bytes([file[16], file[17], file[18], file[19]]) as usize;
    let mut rest = &file[TABLE + count * ENTRY..];
    let section = |place: usize| {
        let at = TABLE + place * ENTRY + 4;
        let mut length = [0; 8];
        length.copy_from_slice(&file[at..at + 8]);
        let (section, behind) = rest.split_at(u64::from_le_bytes(length) as usize);
        rest = behind;
        section.to_vec()
    };
    (0..count).map(section).collect()
}

/// The file of sections, as somebody writes it who knows the format but not what it is for.
fn forge(sections: &[Vec<u8>]) -> Vec<u8> {
    let mut meaning = b"lutine meaning\x01\0\0\0".to_vec();
    let hashes: Vec<Hash> = sections.iter().map(|bytes| Hash::of(bytes)).collect();
    for hash in hashes.iter().take(3) {
        meaning.extend(hash.0);
    }
    let mut file = b"\x7fLUTINEB\x01\0\0\0\x01\0\0\0".to_vec();
    file.extend((sections.len() as u32).to_le_bytes());
    file.extend(Hash::of(&meaning).0);
    for ((kind, section), hash) in (1_u32..).zip(sections).zip(hashes) {
        file.extend(kind.to_le_bytes());
        file.extend((section.len() as u64).to_le_bytes());
        file.extend(hash.0);
    }
    file.extend(sections.concat());
    file
}
