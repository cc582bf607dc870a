//! Files that were cut or altered on their way.

use crate::file::{committed, motor};
use crate::memory::{MOST_BYTES, measured};
use lutine_core::bundle::Bundle;

#[test]
fn a_file_cut_anywhere_is_an_error() {
    for bundle in committed() {
        for end in 0..bundle.bytes.len() {
            let (read, most) = measured(|| Bundle::read(&bundle.bytes[..end]));
            let code = read.unwrap_err().code();
            let expected = if end == 0 {
                "not_a_bundle"
            } else {
                "bundle_truncated"
            };
            assert_eq!(code, expected, "{} cut at {end}", bundle.name);
            assert!(most < MOST_BYTES);
        }
    }
}

#[test]
fn a_file_with_any_byte_altered_is_an_error() {
    let bundle = motor();
    let mut bytes = bundle.bytes;
    for place in 0..bytes.len() {
        for bits in [1, 0x80, 0xff] {
            bytes[place] ^= bits;
            let (read, most) = measured(|| Bundle::read(&bytes));
            assert!(read.is_err(), "byte {place} ^ {bits}");
            assert!(most < MOST_BYTES);
            bytes[place] ^= bits;
        }
    }
    Bundle::read(&bytes).unwrap();
}

#[test]
fn what_stands_behind_the_end_is_an_error() {
    let mut bytes = motor().bytes;
    bytes.push(0);
    assert_eq!(Bundle::read(&bytes).unwrap_err().code(), "bundle_too_long");
}

#[test]
fn what_is_wrong_is_said() {
    let good = motor().bytes;
    let mut said = String::new();
    let mut say = |what: &str, bytes: &[u8]| {
        let error = Bundle::read(bytes).unwrap_err();
        said.push_str(&format!("{what}\n  {}: {error}\n", error.code()));
    };
    let altered = |place: usize, byte: u8| {
        let mut bytes = good.clone();
        bytes[place] = byte;
        bytes
    };
    say("a text", b"rulebook motor version \"2026.1\"");
    say("nothing", b"");
    say("cut in the header", &good[..30]);
    say("cut behind the header", &good[..1_000]);
    say("format version 2", &altered(8, 2));
    say("semantics version 7", &altered(12, 7));
    say("three sections", &altered(16, 3));
    say("nine sections", &altered(16, 9));
    say("another meaning", &altered(20, good[20] ^ 1));
    say("an unknown section", &altered(52, 9));
    say("a longer schema", &altered(56 + 3, 1));
    say(
        "another name in the source",
        &altered(good.len() - 10, b'x'),
    );
    insta::assert_snapshot!(said);
}
