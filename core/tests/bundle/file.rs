//! Committed bundles, and files taken apart and put together again with hashes that fit.

use lutine_core::bundle::{Bundle, Hash};
use std::fs;
use std::path::Path;

/// A committed bundle with its risks and their answers.
pub struct Committed {
    pub name: String,
    pub bytes: Vec<u8>,
    pub cases: Vec<(String, String)>,
}

/// All of them, sorted by name.
pub fn committed() -> Vec<Committed> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bundles/v1");
    let entries = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut paths: Vec<_> = entries
        .filter(|path| path.extension().is_some_and(|ending| ending == "lutineb"))
        .collect();
    paths.sort();
    let found = paths.into_iter().map(|path| {
        let text = fs::read_to_string(path.with_extension("cases")).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        let cases = lines.chunks(2).map(|pair| {
            let answer = pair[1].strip_prefix("=> ").unwrap();
            (pair[0].to_owned(), answer.to_owned())
        });
        Committed {
            name: path.file_stem().unwrap().to_str().unwrap().to_owned(),
            bytes: fs::read(&path).unwrap(),
            cases: cases.collect(),
        }
    });
    found.collect()
}

pub fn motor() -> Committed {
    let mut all = committed().into_iter();
    all.find(|bundle| bundle.name == "motor").unwrap()
}

impl Committed {
    pub fn read(&self) -> Bundle {
        Bundle::read(&self.bytes).unwrap_or_else(|error| panic!("{}: {error}", self.name))
    }
}

const TABLE: usize = 8 + 4 + 4 + 4 + 32;
const ENTRY: usize = 4 + 8 + 32;

/// The sections of a file, in their order.
pub fn sections(file: &[u8]) -> Vec<Vec<u8>> {
    let count = u32::from_le_bytes(file[16..20].try_into().unwrap()) as usize;
    let mut start = TABLE + count * ENTRY;
    let section = |place: usize| {
        let at = TABLE + place * ENTRY + 4;
        let length = u64::from_le_bytes(file[at..at + 8].try_into().unwrap()) as usize;
        start += length;
        file[start - length..start].to_vec()
    };
    (0..count).map(section).collect()
}

/// The file of sections, as somebody writes it who knows the format but not what it is for.
pub fn forge(sections: &[Vec<u8>]) -> Vec<u8> {
    let mut meaning = b"lutine meaning\x01\0\0\0".to_vec();
    let hashes: Vec<Hash> = sections.iter().map(|bytes| Hash::of(bytes)).collect();
    hashes
        .iter()
        .take(3)
        .for_each(|hash| meaning.extend(hash.0));
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
