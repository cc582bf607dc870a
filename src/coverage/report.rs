//! Coverage as text and as lcov.
