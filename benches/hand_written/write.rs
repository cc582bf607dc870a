//! The answer as JSON, the same text as Lutine's.

use super::{Number, Quote};
use std::io::Write;

const RULES: [&str; 10] = [
    "D01_UNLICENSED",
    "D02_ALL_UNDER_18",
    "D03_POINTS_GT_12",
    "D04_OLD_PHYSICAL_DAMAGE",
    "D05_BUSINESS_TERRITORY",
    "R06_POINTS_GT_8",
    "R07_DRIVER_POINTS_GE_6",
    "R08_NO_PRIOR_POOR_CREDIT",
    "R09_HIGH_MILEAGE",
    "R10_YOUNG_HIGH_SYMBOL",
];

/// The rules that decline.
const DECLINE: u16 = 0b1_1111;

impl<N: Number> Quote<N> {
    /// The decision that its reasons come to.
    #[must_use]
    pub const fn decision(&self) -> &'static str {
        match self.reasons {
            0 => "accept",
            reasons if reasons & DECLINE != 0 => "decline",
            _ => "refer",
        }
    }

    /// Writes the answer behind what is there.
    pub fn write(&self, id: u64, to: &mut Vec<u8>) {
        let money = |to: &mut Vec<u8>, amount: N| {
            let cents = amount.cents();
            let _ = write!(to, "\"{}.{:02}\"", cents / 100, cents % 100);
        };
        let decision = self.decision();
        let _ = write!(
            to,
            "{{\"id\":{id},\"underwriting\":\"{decision}\",\"reasons\":["
        );
        let applying = RULES.iter().enumerate();
        let applying = applying.filter(|(place, _)| self.reasons >> place & 1 == 1);
        for (place, (_, rule)) in applying.enumerate() {
            let comma = if place > 0 { "," } else { "" };
            let _ = write!(to, "{comma}\"{rule}\"");
        }
        to.extend_from_slice(b"],\"vehicles\":[");
        for (place, vehicle) in self.vehicles[..self.count].iter().enumerate() {
            if place > 0 {
                to.push(b',');
            }
            let names = ["{\"BI\":", ",\"PD\":", ",\"COMP\":", ",\"COLL\":"];
            for (name, premium) in names.iter().zip(vehicle.covers) {
                to.extend_from_slice(name.as_bytes());
                money(to, premium);
            }
            to.extend_from_slice(b",\"total\":");
            money(to, vehicle.total);
            to.push(b'}');
        }
        to.extend_from_slice(b"],\"subtotal\":");
        money(to, self.subtotal);
        to.extend_from_slice(b",\"total\":");
        money(to, self.total);
        to.push(b'}');
    }
}
