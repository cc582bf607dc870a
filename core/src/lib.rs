//! Lutine's evaluation core.

#![cfg_attr(test, allow(clippy::arithmetic_side_effects))]

pub mod number;
