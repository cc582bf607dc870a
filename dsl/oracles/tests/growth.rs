//! What a file takes grows as the file does: of four times the size it takes no more than eight times as long, however it was made to be slow.
//!
//! In a release build all forms of large files are asked, else only some: those that once took too long.

use lutine_oracles::large::{Large, Size, all};
use lutine_oracles::measure::measured;
use std::time::Duration;

/// Four times as large, twice as long for each: more than sorting takes, half of what comparing each with each does.
const MOST: u32 = 8;

/// What takes no longer than this is not slow: of half a file, the largest that is asked here, even one that grows with the square takes a tenth of a
/// second as a whole one, and what memory costs that is touched for the first time weighs more than the work.
const LEAST: Duration = Duration::from_millis(30);

/// No file of a sixteenth of the largest size takes as long as the largest may.
const LONGEST: Duration = Duration::from_secs(1);

/// How often a form is measured before it counts as slow.
const TRIES: usize = 3;

/// Asked in a build without optimisation too.
const ONCE_SLOW: [&str; 8] = [
    "chain of attributes",
    "entities without place",
    "faults on one line",
    "files of one line",
    "guards of a choose",
    "sets of a table that meet",
    "tables of one file",
    "tests of one file of cases",
];

/// The smallest of three sizes, each four times the one before, as a part of the largest.
const SMALLEST: usize = if cfg!(debug_assertions) { 256 } else { 32 };

fn time(form: &Large) -> Duration {
    measured(|| form.check()).time
}

/// Whether a form takes much longer at four times the size, each time that it is measured.
fn grows_too_fast(small: &Large, large: &Large, least: Duration) -> bool {
    (0..TRIES).all(|_| time(large) > time(small).saturating_mul(MOST).max(least))
}

#[test]
fn time_grows_as_files_do() {
    let forms = |part: usize| all(Size::LARGEST.part(part));
    let (small, large) = (forms(SMALLEST), forms(SMALLEST / 4));
    let is_asked = |form: &Large| !cfg!(debug_assertions) || ONCE_SLOW.contains(&form.name);
    let suspect: Vec<usize> = (small.iter().zip(&large).enumerate())
        .filter(|(_, (small, _))| is_asked(small))
        .filter(|(_, (small, large))| grows_too_fast(small, large, Duration::ZERO))
        .map(|(at, _)| at)
        .collect();
    // What has a bound that small files do not reach, such as proofs, may grow fast until it is reached.
    let largest = forms(SMALLEST / 16);
    let slow: Vec<&str> = suspect
        .into_iter()
        .filter(|at| grows_too_fast(&large[*at], &largest[*at], LEAST))
        .map(|at| small[at].name)
        .collect();
    assert_eq!(slow, Vec::<&str>::new());
}

/// What larger files are refused for can be computed in smaller ones.
#[test]
#[cfg_attr(debug_assertions, ignore = "as long as it takes in a release build")]
fn no_part_of_a_file_takes_long() {
    let forms = all(Size::LARGEST.part(16)).into_iter();
    let is_slow = |form: &Large| (0..TRIES).all(|_| time(form) > LONGEST);
    let slow: Vec<&str> = forms.filter(is_slow).map(|form| form.name).collect();
    assert_eq!(slow, Vec::<&str>::new());
}

/// A name that no form has would ask nothing.
#[test]
fn the_forms_that_were_slow_are_there() {
    let forms = all(Size::LARGEST.part(1_024));
    for name in ONCE_SLOW {
        assert!(forms.iter().any(|form| form.name == name), "{name}");
    }
}
