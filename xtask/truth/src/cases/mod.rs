//! The pieces of real insurance, one a file.

mod aca_family_rating;
mod cancellation;
mod fr_bonus_malus;
mod fr_contributions;
mod health_mlr_rebate;
mod health_sbc_example;
mod in_motor_idv;
mod medicare_irmaa;
mod oasis;
mod pi_pl_package;
mod property_coinsurance;
mod ri_proportional_program;
mod se_motorcycle;
mod soa_illustrative_life;
mod tx_title_premium;
mod wc_rating;

use crate::case::Case;

/// Every case, by name.
pub(crate) fn all() -> Vec<Case> {
    vec![
        aca_family_rating::CASE,
        cancellation::CASE,
        fr_bonus_malus::CASE,
        fr_contributions::CASE,
        health_mlr_rebate::CASE,
        health_sbc_example::CASE,
        in_motor_idv::CASE,
        medicare_irmaa::CASE,
        oasis::fm::CASE,
        oasis::ri::CASE,
        pi_pl_package::CASE,
        property_coinsurance::CASE,
        ri_proportional_program::CASE,
        se_motorcycle::CASE,
        soa_illustrative_life::CASE,
        tx_title_premium::CASE,
        wc_rating::CASE,
    ]
}
