//! Files made to harm: their hashes fit.

use crate::file::{Committed, committed, forge, motor, sections};
use crate::memory::{MOST_BYTES, measured};
use lutine_core::bundle::{Bundle, Limits};
use lutine_core::risk::Risk;

/// What a careful host allows, so that a test ends.
const LIMITS: Limits = Limits {
    bytes: 1 << 20,
    cost: 200_000,
};

/// How many files are made of each bundle. `LUTINE_ATTACKS` asks for more.
fn attacks() -> u64 {
    let asked = std::env::var("LUTINE_ATTACKS").ok();
    asked.and_then(|asked| asked.parse().ok()).unwrap_or(300)
}

/// A sequence of numbers that looks like chance (xorshift).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides as u64) as usize
    }
}

/// The largest number that five bytes of a file can say.
const LARGEST: [u8; 5] = [0xff, 0xff, 0xff, 0xff, 0x0f];

/// Damages a section.
fn damage(section: &mut Vec<u8>, dice: &mut Dice) {
    if section.is_empty() {
        return;
    }
    let place = dice.roll(section.len());
    match dice.roll(8) {
        0 => section[place] ^= 1 << dice.roll(8),
        1 => section[place] = dice.roll(256) as u8,
        2 => section[place] = dice.roll(8) as u8,
        3 => section[place] = section[place].wrapping_add(1),
        4 => section[place] = section[place].wrapping_sub(1),
        5 => drop(section.splice(place..=place, LARGEST)),
        6 => drop(section.remove(place)),
        _ => {
            let end = (place + 1 + dice.roll(16)).min(section.len());
            let copied = section[place..end].to_vec();
            let to = dice.roll(section.len());
            drop(section.splice(to..to, copied));
        }
    }
}

/// Loads a file and, if it loads, uses it. Whether it did.
fn use_it(file: &[u8], bundle: &Committed) -> bool {
    let Ok(read) = Bundle::read_within(file, LIMITS) else {
        return false;
    };
    let Ok(engine) = read.into_engine_within(LIMITS) else {
        return false;
    };
    let risks: Vec<Risk<'_>> = bundle
        .cases
        .iter()
        .map(|(risk, _)| Risk::from(risk))
        .collect();
    for answer in engine.answer_all(&risks) {
        assert!(!answer.to_json().is_empty());
    }
    for risk in risks {
        if let Some(worksheet) = engine.explain(risk).worksheet {
            assert!(!worksheet.to_text().is_empty());
        }
    }
    true
}

#[test]
fn damage_with_hashes_that_fit_is_an_error_or_runs() {
    let (mut loaded, mut refused, mut highest) = (0, 0, 0);
    for bundle in committed() {
        let whole = sections(&bundle.bytes);
        for seed in 0..attacks() {
            let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
            let mut damaged = whole.clone();
            for _ in 0..=dice.roll(3) {
                let section = dice.roll(damaged.len());
                damage(&mut damaged[section], &mut dice);
            }
            let file = forge(&damaged);
            let (runs, most) = measured(|| use_it(&file, &bundle));
            assert!(
                most < MOST_BYTES,
                "{} seed {seed}: {most} bytes",
                bundle.name
            );
            highest = highest.max(most);
            if runs {
                loaded += 1;
            } else {
                refused += 1;
            }
        }
    }
    println!(
        "{loaded} damaged files ran, {refused} were refused; the most memory was {highest} bytes"
    );
    assert!(loaded > 100 && refused > 100);
}

/// Every byte of every section, so that no field is left out.
#[test]
fn every_byte_altered_with_hashes_that_fit_is_an_error_or_runs() {
    let bundle = motor();
    let whole = sections(&bundle.bytes);
    let mut dice = Dice(77);
    for section in 0..whole.len() {
        for place in 0..whole[section].len() {
            let mut damaged = whole.clone();
            damaged[section][place] ^= 1 << dice.roll(8);
            let (_, most) = measured(|| use_it(&forge(&damaged), &bundle));
            assert!(
                most < MOST_BYTES,
                "section {section}, byte {place}: {most} bytes"
            );
        }
    }
}

/// A list that says it has more items than there are atoms takes no memory.
#[test]
fn lengths_that_lie_take_no_memory() {
    let bundle = motor();
    let whole = sections(&bundle.bytes);
    let endless = [0xff_u8; 9].into_iter().chain([0x01]);
    for section in 0..whole.len() {
        for place in 0..whole[section].len() {
            let mut damaged = whole.clone();
            drop(damaged[section].splice(place..=place, endless.clone()));
            let file = forge(&damaged);
            let (_, most) = measured(|| Bundle::read(&file).is_ok());
            assert!(
                most < MOST_BYTES,
                "section {section}, byte {place}: {most} bytes"
            );
        }
    }
}
