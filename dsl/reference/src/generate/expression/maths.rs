//! Powers, roots, exponentials and logarithms.

use super::super::model::Ty;
use super::super::scope::Scope;
use super::{Code, Generator};

/// Exponents as they are written: interest, discount, roots, growth; and some that leave what a decimal holds.
const EXPONENTS: [&str; 10] = [
    "2", "3", "-1", "12", "0.5", "-0.5", "0.25", "1.5", "0", "40",
];

impl Generator {
    pub(super) fn maths(&mut self, scope: &Scope, depth: u32) -> Option<Code> {
        let of = self.random.pick(&[Ty::Int, Ty::Decimal]).clone();
        let operand = self.named(&of, scope, depth);
        let word = self.random.word(&["pow", "pow", "sqrt", "exp", "ln"]);
        if word != "pow" {
            return Some(Code::whole(format!("{word}({})", operand.text)));
        }
        let exponent = if self.random.chance(60) {
            self.random.word(&EXPONENTS)
        } else {
            let of = self.random.pick(&[Ty::Int, Ty::Decimal]).clone();
            self.named(&of, scope, depth).text
        };
        Some(Code::whole(format!("pow({}, {exponent})", operand.text)))
    }
}
