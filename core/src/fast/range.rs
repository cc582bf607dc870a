//! Between which whole numbers the words of a column lie.

/// Whole numbers between two ends, both inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Range {
    /// The least.
    pub low: i64,
    /// The greatest.
    pub high: i64,
}

/// What a result lies between, and whether all of it fits a word.
pub(super) type Fitted = (Range, bool);

impl Range {
    /// Every word but the least, which stands for a blank cell.
    pub const ALL: Self = Self {
        low: i64::MIN + 1,
        high: i64::MAX,
    };

    /// False and true.
    pub const BOOL: Self = Self { low: 0, high: 1 };

    pub const fn one(value: i64) -> Self {
        Self {
            low: value,
            high: value,
        }
    }

    /// The numbers between two ends as far as they fit a word, and whether they all do.
    pub fn fitted(low: i128, high: i128) -> Fitted {
        let clamped = |end: i128| {
            let end = end.clamp(i128::from(Self::ALL.low), i128::from(Self::ALL.high));
            i64::try_from(end).unwrap_or_default()
        };
        let range = Self {
            low: clamped(low.min(high)),
            high: clamped(high.max(low)),
        };
        let fits =
            i128::from(range.low) == low.min(high) && i128::from(range.high) == high.max(low);
        (range, fits)
    }

    pub const fn contains(self, value: i64) -> bool {
        self.low <= value && value <= self.high
    }

    pub fn join(self, other: Self) -> Self {
        Self {
            low: self.low.min(other.low),
            high: self.high.max(other.high),
        }
    }

    /// The largest distance from 0.
    pub fn magnitude(self) -> u64 {
        self.low.unsigned_abs().max(self.high.unsigned_abs())
    }

    const fn ends(self) -> (i128, i128) {
        (self.low as i128, self.high as i128)
    }

    pub fn plus(self, other: Self) -> Fitted {
        let ((a, b), (c, d)) = (self.ends(), other.ends());
        Self::fitted(a.saturating_add(c), b.saturating_add(d))
    }

    pub fn minus(self, other: Self) -> Fitted {
        let ((a, b), (c, d)) = (self.ends(), other.ends());
        Self::fitted(a.saturating_sub(d), b.saturating_sub(c))
    }

    /// The ends of all products.
    pub fn products(self, other: Self) -> (i128, i128) {
        let ((a, b), (c, d)) = (self.ends(), other.ends());
        // Two words make no more than a double word.
        let ends = [(a, c), (a, d), (b, c), (b, d)].map(|(x, y)| x.saturating_mul(y));
        let low = ends.iter().copied().min().unwrap_or_default();
        let high = ends.iter().copied().max().unwrap_or_default();
        (low, high)
    }

    pub fn times(self, other: Self) -> Fitted {
        let (low, high) = self.products(other);
        Self::fitted(low, high)
    }

    pub fn negated(self) -> Self {
        Self {
            low: self.high.saturating_neg(),
            high: self.low.saturating_neg(),
        }
    }

    pub fn absolute(self) -> Self {
        let most = i64::try_from(self.magnitude()).unwrap_or(i64::MAX);
        let least = if self.contains(0) {
            0
        } else {
            self.low.saturating_abs().min(self.high.saturating_abs())
        };
        Self {
            low: least,
            high: most,
        }
    }

    pub fn least(self, other: Self) -> Self {
        Self {
            low: self.low.min(other.low),
            high: self.high.min(other.high),
        }
    }

    pub fn greatest(self, other: Self) -> Self {
        Self {
            low: self.low.max(other.low),
            high: self.high.max(other.high),
        }
    }

    /// Remainders: of the sign of the first, smaller than the second and not larger than the first.
    pub fn remainder(self, other: Self) -> Self {
        let below = i64::try_from(other.magnitude().saturating_sub(1)).unwrap_or(i64::MAX);
        Self {
            low: self.low.max(below.saturating_neg()).min(0),
            high: self.high.min(below).max(0),
        }
    }

    /// Sums of none to `most` of these numbers, and of all on the way.
    pub fn sum(self, most: u64) -> Fitted {
        let most = i128::from(most);
        let (low, high) = self.ends();
        Self::fitted(
            low.saturating_mul(most).min(0),
            high.saturating_mul(most).max(0),
        )
    }
}
