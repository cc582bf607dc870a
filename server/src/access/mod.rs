//! Who may do what: keys with roles, and what each request needs.

mod host;
mod key;
mod permission;
mod role;

pub(crate) use host::is_loopback_name;
pub use key::{Caller, Key, NewKey};
pub use permission::{Permission, needed};
pub use role::{Role, Roles};
