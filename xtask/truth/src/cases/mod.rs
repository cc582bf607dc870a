//! The pieces of real insurance, one a file.

mod oasis;
mod property_coinsurance;

use crate::case::Case;

/// Every case, by name.
pub(crate) const fn all() -> [Case; 3] {
    [oasis::fm::CASE, oasis::ri::CASE, property_coinsurance::CASE]
}
