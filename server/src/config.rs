//! How a service is set up: a file, the environment, flags, the later over the earlier.

use figment::Figment;
use figment::providers::{Env, Format, Serialized, Toml};
use serde::{Deserialize, Serialize};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What begins the name of a setting in the environment: `LUTINE_LISTEN`.
const PREFIX: &str = "LUTINE_";

/// The settings that the environment may say. Others there that begin alike are somebody else's: an orchestrator sets `LUTINE_PORT` for a service of this name.
const SETTINGS: &[&str] = &[
    "listen",
    "database_url",
    "durability",
    "rulebooks",
    "threads",
    "concurrency",
    "time_limit_ms",
    "risk_bytes",
    "upload_bytes",
    "stream_bytes",
    "switch_delay_ms",
    "shutdown_seconds",
    "log",
];

/// How a service is set up. What is not said has a default that suits a first try on one machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Where it listens. Without keys this must be a loopback address.
    pub listen: SocketAddr,
    /// Where it keeps everything: `sqlite:FILE` or `postgres://…`. `DATABASE_URL` says it too.
    pub database_url: String,
    /// What an acknowledged decision survives.
    pub durability: Durability,
    /// Folders and bundles of rulebooks that are loaded when it starts; a folder of folders is every rulebook in it.
    pub rulebooks: Vec<PathBuf>,
    /// How many threads serve requests; 0: one for each processor.
    pub threads: u16,
    /// How many requests are at work at once; further ones are answered 503.
    pub concurrency: u32,
    /// How many milliseconds a request may take before it is answered 504.
    pub time_limit_ms: u64,
    /// The most bytes of a risk, and of any other body that is no upload.
    pub risk_bytes: usize,
    /// The most bytes of an upload, and of what it unpacks to.
    pub upload_bytes: usize,
    /// The most bytes of a stream of risks.
    pub stream_bytes: usize,
    /// The milliseconds behind an activation within which every instance answers by it.
    pub switch_delay_ms: u64,
    /// The seconds given to requests at work when it is told to end.
    pub shutdown_seconds: u64,
    /// What is logged, as `RUST_LOG` says it: `info`, `lutine_server=debug`.
    pub log: String,
}

/// What an acknowledged decision survives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Durability {
    /// The loss of power: it is acknowledged when the disk has it.
    #[default]
    Disk,
    /// The end of the process by any signal, not that of the machine.
    Process,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 8080)),
            database_url: "sqlite:lutine.db".to_owned(),
            durability: Durability::Disk,
            rulebooks: Vec::new(),
            threads: 0,
            concurrency: 256,
            time_limit_ms: 10_000,
            risk_bytes: 1 << 20,
            upload_bytes: 16 << 20,
            stream_bytes: 1 << 30,
            switch_delay_ms: 2_000,
            shutdown_seconds: 20,
            log: "info".to_owned(),
        }
    }
}

/// The settings cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("the settings cannot be used: {0}")]
pub struct ConfigError(Box<figment::Error>);

impl Config {
    /// Reads the settings: defaults, then a TOML file, then the environment (`LUTINE_…`, `DATABASE_URL`), then what was said on the command line, as
    /// a value of the same form with only what was said.
    ///
    /// # Errors
    /// [`ConfigError`] with the setting that cannot be read, and where it was set.
    pub fn read(file: Option<&Path>, said: &impl Serialize) -> Result<Self, ConfigError> {
        let mut figment = Figment::from(Serialized::defaults(Self::default()));
        if let Some(file) = file {
            figment = figment.merge(Toml::file_exact(file));
        }
        figment
            .merge(Env::raw().only(&["DATABASE_URL"]))
            .merge(Env::prefixed(PREFIX).only(SETTINGS))
            .merge(Serialized::defaults(said))
            .extract()
            .map_err(|error| ConfigError(Box::new(error)))
    }

    /// The settings as a file that says the same, a password left out.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let shown = Self {
            database_url: without_password(&self.database_url),
            ..self.clone()
        };
        toml::to_string(&shown).unwrap_or_default()
    }

    /// How long a request may take.
    #[must_use]
    pub const fn time_limit(&self) -> Duration {
        Duration::from_millis(self.time_limit_ms)
    }

    /// Within which time behind an activation every instance answers by it.
    #[must_use]
    pub const fn switch_delay(&self) -> Duration {
        Duration::from_millis(self.switch_delay_ms)
    }
}

/// A URL without the password in it.
#[must_use]
pub fn without_password(url: &str) -> String {
    let shown = || {
        let (scheme, rest) = url.split_once("://")?;
        let (user, place) = rest.split_once('@')?;
        let (name, _) = user.split_once(':')?;
        Some(format!("{scheme}://{name}:…@{place}"))
    };
    shown().unwrap_or_else(|| url.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[derive(Serialize)]
    struct Said {
        threads: u16,
    }

    #[test]
    fn flags_win_over_the_file_and_the_file_over_defaults() {
        let file = std::env::temp_dir().join(format!("lutine-config-{}.toml", std::process::id()));
        fs::write(
            &file,
            "threads = 3\nconcurrency = 5\ndurability = \"process\"\n",
        )
        .expect("it can be written");
        let config = Config::read(Some(&file), &Said { threads: 1 }).expect("they can be read");
        assert_eq!((config.threads, config.concurrency), (1, 5));
        assert_eq!(config.durability, Durability::Process);
        assert_eq!(config.risk_bytes, Config::default().risk_bytes);

        fs::write(&file, "thread = 3\n").expect("it can be written");
        let error =
            Config::read(Some(&file), &Said { threads: 1 }).expect_err("there is no such setting");
        assert!(error.to_string().contains("thread"), "{error}");
        fs::remove_file(&file).expect("it is there");
    }

    #[test]
    fn the_environment_may_say_every_setting() {
        let printed = Config::default().to_toml();
        let names: Vec<&str> = printed
            .lines()
            .filter_map(|line| line.split_once(" = "))
            .map(|(name, _)| name)
            .collect();
        assert_eq!(names, SETTINGS);
    }

    #[test]
    fn what_is_printed_can_be_read_and_has_no_password() {
        let config = Config {
            database_url: "postgres://lutine:secret@db/lutine".to_owned(),
            ..Config::default()
        };
        let printed = config.to_toml();
        assert!(
            printed.contains("postgres://lutine:…@db/lutine") && !printed.contains("secret"),
            "{printed}"
        );
        let read: Config = Figment::from(Toml::string(&printed))
            .extract()
            .expect("it is a file");
        assert_eq!(read.listen, config.listen);
    }
}
