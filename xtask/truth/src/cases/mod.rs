//! The pieces of real insurance, one a file.

mod property_coinsurance;
mod se_motorcycle;

use crate::case::Case;

/// Every case, by name.
pub(crate) const fn all() -> [Case; 2] {
    [property_coinsurance::CASE, se_motorcycle::CASE]
}
