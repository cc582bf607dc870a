//! Random rulebooks as source text, and random risks for them: what a differential suite and a fuzzer feed to every way of evaluating.
//!
//! Everything follows from a seed. A rulebook is small and uses several constructs; its numbers, tables and inputs are chosen so that
//! values and errors are both frequent. Rulebooks are well typed: one that the checker refuses is a fault of one of the two.
//!
//! | module | what it makes |
//! | --- | --- |
//! | `random` | choices |
//! | `model` | what has been declared so far |
//! | `scope` | what an expression can name at its place |
//! | `expression` | expressions of a wanted type, one family a file |
//! | `table`, `entity`, `carried`, `decision`, `output` | declarations |
//! | `variants` | dimensions, and what varies along them |
//! | `module` | the same rulebook with a part of it in a module |
//! | `program` | a whole rulebook, and smaller ones made from it |
//! | `risk`, `fault` | inputs, and what can be wrong with them |

mod bands;
mod carried;
mod decision;
mod domain;
mod entity;
mod expression;
mod fault;
mod model;
mod module;
mod output;
mod program;
mod random;
mod risk;
mod row_list;
mod scope;
mod share;
mod table;
mod variants;

pub use program::{Piece, Program};
pub use random::Random;
pub use risk::Json;

use lutine_core::engine::Limits;

/// For generated rulebooks, whose lists mostly have no bounds and whose risks are small all the same.
pub const ANY_COST: Limits = Limits {
    bytes: u64::MAX,
    cost: u64::MAX,
};
