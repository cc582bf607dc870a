//! The pieces of real insurance, one a file.

mod cancellation;
mod in_motor_idv;
mod pi_pl_package;
mod property_coinsurance;
mod se_motorcycle;
mod wc_rating;

use crate::case::Case;

/// Every case, by name.
pub(crate) const fn all() -> [Case; 6] {
    [
        cancellation::CASE,
        in_motor_idv::CASE,
        pi_pl_package::CASE,
        property_coinsurance::CASE,
        se_motorcycle::CASE,
        wc_rating::CASE,
    ]
}
