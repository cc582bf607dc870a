//! Lutine.
