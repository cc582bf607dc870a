//! The pieces of real insurance, one a file.

mod cancellation;
mod health_mlr_rebate;
mod in_motor_idv;
mod oasis;
mod pi_pl_package;
mod property_coinsurance;
mod se_motorcycle;
mod wc_rating;

use crate::case::Case;

/// Every case, by name.
pub(crate) fn all() -> Vec<Case> {
    vec![
        cancellation::CASE,
        health_mlr_rebate::CASE,
        in_motor_idv::CASE,
        oasis::fm::CASE,
        oasis::ri::CASE,
        pi_pl_package::CASE,
        property_coinsurance::CASE,
        se_motorcycle::CASE,
        wc_rating::CASE,
    ]
}
