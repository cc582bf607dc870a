//! The pieces of real insurance, one a file.

mod property_coinsurance;

use crate::case::Case;

/// Every case, by name.
pub(crate) const fn all() -> [Case; 1] {
    [property_coinsurance::CASE]
}
