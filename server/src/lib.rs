//! `lutine serve`: publish rulebooks, decide, explain, replay, over HTTP.
//!
//! A service keeps editions of rulebooks and a log of decisions that can prove every number years later, on SQLite or PostgreSQL. What a rulebook means it asks
//! [`lutine::Rulebook`]; this crate knows HTTP, storage, access and telemetry. ARCHITECTURE.md, "The HTTP service", has the decisions.

mod access;
mod admin;
mod app;
mod business;
mod clock;
mod config;
mod hex;
mod load;
mod log;
mod problem;
mod registry;
mod routes;
mod serve;
mod store;
mod telemetry;
mod upload;

pub use access::{Key, NewKey, Permission, Role, Roles, needed};
pub use admin::{AdminError, export_log, make_key, retain_log, verify_log};
pub use app::{App, StartError, Tasks};
pub use clock::{Clock, MachineClock, NoRandomness, Time};
pub use config::{Config, ConfigError, Durability};
pub use log::{Defect, Verified};
pub use problem::Kind;
pub use routes::{openapi, router};
pub use serve::{Started, run, serve};
pub use store::{Store, StoreError};
pub use telemetry::begin_logging;
