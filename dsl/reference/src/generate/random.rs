use std::sync::Arc;

/// Choices that follow from a seed (splitmix64), or from bytes as long as there are any: each choice takes two, so that a fuzzer that
/// changes a byte changes a choice.
#[derive(Debug, Clone)]
pub struct Random {
    state: u64,
    bytes: Arc<[u8]>,
    at: usize,
}

impl Random {
    /// The choices of a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self {
            state: seed,
            bytes: Arc::default(),
            at: 0,
        }
    }

    /// The choices of some bytes, and of seed 0 behind them.
    #[must_use]
    pub fn of_bytes(bytes: &[u8]) -> Self {
        Self {
            bytes: bytes.into(),
            ..Self::new(0)
        }
    }

    /// A number of 64 random bits, or of the 16 of two bytes.
    pub fn bits(&mut self) -> u64 {
        if let Some(&[low, high]) = self.bytes.get(self.at..self.at + 2) {
            self.at += 2;
            return u64::from(u16::from_le_bytes([low, high]));
        }
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = self.state;
        let z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `count`.
    pub fn below(&mut self, count: usize) -> usize {
        (self.bits() % count.max(1) as u64) as usize
    }

    /// A number from one to the other.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        low + (self.bits() % (high - low + 1) as u64) as i64
    }

    /// True in so many of a hundred cases.
    pub fn chance(&mut self, percent: u64) -> bool {
        self.bits() % 100 < percent
    }

    /// One of several.
    pub fn pick<'t, T>(&mut self, from: &'t [T]) -> &'t T {
        &from[self.below(from.len())]
    }

    /// One of several words.
    pub fn word(&mut self, from: &[&str]) -> String {
        (*self.pick(from)).to_owned()
    }

    /// One of several, if there is one.
    pub fn one_of<T: Clone>(&mut self, from: &[T]) -> Option<T> {
        if from.is_empty() {
            None
        } else {
            Some(self.pick(from).clone())
        }
    }

    /// One of several, each as often as its weight says.
    pub fn weighted<T: Copy>(&mut self, from: &[(u64, T)]) -> T {
        let sum: u64 = from.iter().map(|(weight, _)| weight).sum();
        let mut at = self.bits() % sum;
        for (weight, value) in from {
            if at < *weight {
                return *value;
            }
            at -= weight;
        }
        from[from.len() - 1].1
    }

    /// Some of several, at least one, in their order.
    pub fn some<T: Clone>(&mut self, from: &[T]) -> Vec<T> {
        let mut chosen: Vec<T> = from.iter().filter(|_| self.chance(50)).cloned().collect();
        if chosen.is_empty() {
            chosen.extend(self.one_of(from));
        }
        chosen
    }

    /// The same things in another order.
    pub fn shuffled<T>(&mut self, mut things: Vec<T>) -> Vec<T> {
        for at in (1..things.len()).rev() {
            things.swap(at, self.below(at + 1));
        }
        things
    }
}
