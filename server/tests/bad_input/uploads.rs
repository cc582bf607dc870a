//! Uploads that are no edition.

use super::Case;
use crate::support::fee;
use serde_json::json;
use std::io::{Cursor, Write};

const PATH: &str = "/v1/rulebooks/fee/editions";

/// Names that lead out of a rulebook, or are none.
const NAMES: [&str; 16] = [
    "../fee.lutine",
    "../../etc/passwd",
    "/etc/passwd",
    "a/../../b.lutine",
    "a/..",
    "..",
    ".",
    "",
    "a//b.lutine",
    "a/./b.lutine",
    "C:\\fee.lutine",
    "a\\b.lutine",
    "fee\0.lutine",
    "fee\n.lutine",
    "a:b.lutine",
    "dir/",
];

pub(crate) fn all() -> Vec<Case> {
    let mut cases = documents();
    cases.extend(archives());
    cases.extend(bundles());
    cases
}

fn upload(name: impl Into<String>) -> Case {
    Case::new(format!("upload: {}", name.into()), "POST", PATH)
}

fn documents() -> Vec<Case> {
    let bodies = [
        "",
        "{}",
        "[]",
        "{\"files\": []}",
        "{\"files\": null}",
        "{\"files\": {}}",
        "{\"files\": {\"a.lutine\": 7}}",
        "{\"files\": {\"a.lutine\": null}}",
        "{\"file\": {}}",
        "{\"files\": {}, \"name\": \"fee\"}",
        "{\"files\": {\"notes.txt\": \"x\"}}",
        "{\"files\": {\"a.lutine\": \"\"}}",
        "{\"files\": {\"a.lutine\": \"\\u0000\"}}",
        "{\"files\": {\"a.lutine\": \"rulebook fee\"}}",
        "{\"files\": {\"a.lutine\": \"module fee\"}}",
    ];
    let mut cases: Vec<Case> = bodies.map(|body| upload(body).json(body)).into();
    for name in NAMES {
        let body = json!({"files": {"fee.lutine": fee("10.00"), name: "x"}}).to_string();
        cases.push(upload(format!("a file {name:?}")).json(body));
    }
    let long = "x".repeat(300);
    cases.push(upload("a long name").json(json!({"files": {long: "x"}}).to_string()));
    cases.push(
        upload("another name").json(
            json!({"files": {"a.lutine": fee("10.00").replace("rulebook fee", "rulebook other")}})
                .to_string(),
        ),
    );
    cases.push(
        upload("larger than may be")
            .json(json!({"files": {"fee.lutine": " ".repeat(2 << 20)}}).to_string()),
    );
    let nested = format!(
        "rulebook fee\ninput Policy\nentity Policy {{ a: int 0..9 }}\noutput {{ a = {}policy.a }}\n",
        "(".repeat(100_000)
    );
    cases.push(
        upload("a deep expression").json(json!({"files": {"fee.lutine": nested}}).to_string()),
    );
    let costly = "rulebook fee\ninput Policy\nentity Policy { a: int 0..9 }\noutput { a = sum(x * y * z for x in 1..10000 for y in 1..10000 for z in 1..10000) }\n";
    cases.push(
        upload("an answer that costs too much")
            .json(json!({"files": {"fee.lutine": costly}}).to_string()),
    );
    let missing = fee("10.00") + "table t from \"../../../../etc/passwd\"\n";
    cases.push(
        upload("a table from elsewhere")
            .json(json!({"files": {"fee.lutine": missing}}).to_string()),
    );
    let mut many = serde_json::Map::new();
    for number in 0..10_001 {
        many.insert(format!("{number}.csv"), "".into());
    }
    cases.push(upload("too many files").json(json!({"files": many}).to_string()));
    cases
}

fn archives() -> Vec<Case> {
    let mut cases = Vec::new();
    for name in NAMES
        .iter()
        .filter(|name| !name.contains('\0') && !name.ends_with('/'))
    {
        cases.push(upload(format!("tar with {name:?}")).body(
            "application/x-tar",
            tar(name, b"x", tar::EntryType::Regular),
        ));
        cases.push(upload(format!("zip with {name:?}")).body("application/zip", zip(name, b"x")));
    }
    for (name, kind) in [
        ("a link", tar::EntryType::Symlink),
        ("a hard link", tar::EntryType::Link),
        ("a device", tar::EntryType::Char),
        ("a pipe", tar::EntryType::Fifo),
    ] {
        cases.push(
            upload(format!("tar with {name}"))
                .body("application/x-tar", tar("fee.lutine", b"", kind)),
        );
    }
    let sound = tar(
        "fee.lutine",
        fee("10.00").as_bytes(),
        tar::EntryType::Regular,
    );
    cases.push(upload("a tar that was cut").body("application/x-tar", sound[..600].to_vec()));
    cases.push(upload("a tar of zeros").body("application/x-tar", vec![0; 10_240]));
    cases.push(upload("no tar").body("application/x-tar", vec![b'x'; 10_240]));
    cases.push(upload("an empty tar").body("application/x-tar", ""));
    let mut large = sound.clone();
    // It says to be larger than anything.
    large[124..136].copy_from_slice(b"77777777777\0");
    cases.push(upload("a tar that says too much").body("application/x-tar", large));

    let bomb = zip("fee.lutine", &vec![b' '; 32 << 20]);
    cases.push(upload("a zip bomb").body("application/zip", bomb.clone()));
    let mut several = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for number in 0..64 {
        several
            .start_file(
                format!("{number}.csv"),
                zip::write::SimpleFileOptions::default(),
            )
            .expect("it can be written");
        several
            .write_all(&[b' '; 1 << 19])
            .expect("it can be written");
    }
    let several = several.finish().expect("it is whole").into_inner();
    cases.push(upload("a zip bomb in parts").body("application/zip", several));
    let inner = zip("fee.lutine", &bomb);
    cases.push(upload("a zip in a zip").body("application/zip", inner));
    let sound = zip("fee.lutine", fee("10.00").as_bytes());
    for cut in [1, 4, 30, sound.len() / 2, sound.len() - 1] {
        cases.push(
            upload(format!("a zip cut to {cut}")).body("application/zip", sound[..cut].to_vec()),
        );
    }
    let mut wrong = sound.clone();
    wrong[40] ^= 0xff;
    cases.push(upload("a zip with another byte").body("application/zip", wrong));
    cases.push(upload("no zip").body("application/zip", "PK"));
    cases.push(upload("an empty zip").body("application/zip", ""));
    cases
}

fn bundles() -> Vec<Case> {
    let bundle = lutine::Rulebook::from_text(&fee("11.00"))
        .expect("it compiles")
        .bundle()
        .expect("it is one");
    let kind = "application/vnd.lutine.bundle";
    let mut cases = vec![
        upload("an empty bundle").body(kind, ""),
        upload("no bundle").body(kind, "no bundle"),
        upload("a bundle twice").body(kind, [bundle.clone(), bundle.clone()].concat()),
    ];
    for part in 1..12 {
        let cut = bundle.len() * part / 12;
        cases.push(upload(format!("a bundle cut to {cut}")).body(kind, bundle[..cut].to_vec()));
        let mut wrong = bundle.clone();
        wrong[cut] ^= 0x55;
        cases.push(upload(format!("a bundle with another byte {cut}")).body(kind, wrong));
    }
    cases
}

fn tar(name: &str, content: &[u8], kind: tar::EntryType) -> Vec<u8> {
    let mut archive = tar::Builder::new(Vec::new());
    let mut header = tar::Header::new_gnu();
    header.set_size(content.len() as u64);
    header.set_mode(0o644);
    header.set_entry_type(kind);
    // Set by hand: what makes archives refuses such names.
    header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
    header.set_cksum();
    archive.append(&header, content).expect("it can be written");
    archive.into_inner().expect("it is whole")
}

fn zip(name: &str, content: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    archive
        .start_file(name, zip::write::SimpleFileOptions::default())
        .expect("it can be written");
    archive.write_all(content).expect("it can be written");
    archive.finish().expect("it is whole").into_inner()
}
