//! `lutine serve`, `lutine keys` and `lutine log`

use crate::arguments::STATUS;
use crate::failure::Failure;
use crate::output::stdout;
use crate::status::Status;
use clap::{Args, Subcommand};
use lutine_server::{Config, MachineClock, NewKey, Roles, Started, Time};
use serde::Serialize;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

#[derive(Debug, Args)]
#[command(after_help = STATUS)]
pub(crate) struct ServeArguments {
    #[command(flatten)]
    settings: Settings,
    #[command(flatten)]
    serving: Serving,
    /// Print all settings as a file, passwords left out, and serve nothing.
    #[arg(long)]
    print_config: bool,
}

/// Where the settings are, and where everything is kept.
#[derive(Debug, Args)]
pub(crate) struct Settings {
    /// The file with the settings, TOML.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Where everything is kept: sqlite:FILE or postgres://… [default: sqlite:lutine.db].
    #[arg(long, value_name = "URL")]
    database_url: Option<String>,
}

/// What is said on the command line of the settings; what is not said is left to the others.
#[derive(Debug, Default, Args, Serialize)]
struct Serving {
    /// Rulebooks to load, approved and active: folders, bundles, or a folder of them. May be said several times.
    #[arg(long = "rulebook", value_name = "PATH")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rulebooks: Vec<PathBuf>,
    /// Where to listen [default: 127.0.0.1:8080].
    #[arg(long, value_name = "ADDRESS")]
    #[serde(skip_serializing_if = "Option::is_none")]
    listen: Option<SocketAddr>,
    /// How many threads serve requests [default: one for each processor].
    #[arg(long, value_name = "N")]
    #[serde(skip_serializing_if = "Option::is_none")]
    threads: Option<u16>,
    /// What is logged: error, warn, info, debug, or by part, as RUST_LOG says it [default: info].
    #[arg(long, value_name = "LEVEL")]
    #[serde(skip_serializing_if = "Option::is_none")]
    log: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum KeysCommand {
    /// Make a key, and print its secret, which is shown this once. The first key closes a service that was open.
    Make(MakeArguments),
}

#[derive(Debug, Args)]
#[command(after_help = STATUS)]
pub(crate) struct MakeArguments {
    #[command(flatten)]
    settings: Settings,
    /// Who or what uses it.
    #[arg(long)]
    name: String,
    /// What it may be used for: reader, evaluator, author, approver, admin; several with commas.
    #[arg(long)]
    roles: Roles,
    /// From when on it is no longer taken: a day, or a time such as 2027-12-31T12:00:00Z.
    #[arg(long, value_name = "TIME", value_parser = time)]
    expires: Option<Time>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum LogCommand {
    /// Read the whole log and say whether every record is what was written; names the first that is not, and ends with status 1.
    ///
    /// That the end of the log was cut off nothing in it can show: keep the head that is printed elsewhere, and give it with --head the next time.
    Verify(VerifyArguments),
    /// Write the log as JSON lines.
    Export(ExportArguments),
    /// Take away the records before a time. The rest still verifies.
    Retain(RetainArguments),
}

#[derive(Debug, Args)]
#[command(after_help = STATUS)]
pub(crate) struct VerifyArguments {
    #[command(flatten)]
    settings: Settings,
    /// A head that was printed before: the log must still have it.
    #[arg(long, value_name = "HASH")]
    head: Option<String>,
}

#[derive(Debug, Args)]
#[command(after_help = STATUS)]
pub(crate) struct ExportArguments {
    #[command(flatten)]
    settings: Settings,
    /// The file to write [default: standard output].
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The number of the record to begin with.
    #[arg(long, value_name = "N", default_value_t = 1)]
    from: i64,
}

#[derive(Debug, Args)]
#[command(after_help = STATUS)]
pub(crate) struct RetainArguments {
    #[command(flatten)]
    settings: Settings,
    /// Keep what was decided from this time on: a day, or a time such as 2027-12-31T12:00:00Z.
    #[arg(long, value_name = "TIME", value_parser = time)]
    from: Time,
}

/// Serves until it is told to end.
pub(crate) fn serve(arguments: ServeArguments) -> Result<Status, Failure> {
    let config = arguments.settings.read(&arguments.serving)?;
    if arguments.print_config {
        let mut out = stdout();
        write!(out, "{}", config.to_toml())
            .and_then(|()| out.flush())
            .map_err(Failure::Output)?;
        return Ok(Status::Fine);
    }
    lutine_server::run(config, Arc::new(MachineClock), told)?;
    Ok(Status::Fine)
}

/// Says on stderr what has started.
fn told(started: Started) {
    for (rulebook, edition) in &started.loaded {
        anstream::eprintln!("{rulebook} decides by edition {edition}");
    }
    if started.open {
        anstream::eprintln!(
            "OPEN: there are no keys, so whoever is on this machine may do everything; `lutine keys make` closes it"
        );
    }
    let address = started.address;
    anstream::eprintln!("the API is shown at http://{address}/docs");
    anstream::eprintln!("serving on http://{address}");
}

/// Makes a key.
pub(crate) fn keys(command: KeysCommand) -> Result<Status, Failure> {
    let KeysCommand::Make(arguments) = command;
    let new = NewKey {
        name: arguments.name,
        roles: arguments.roles,
        expires_at: arguments.expires,
    };
    let config = arguments.settings.read(&Serving::default())?;
    let (_, secret) = lutine_server::make_key(&config, new, &MachineClock)?;
    let mut out = stdout();
    writeln!(out, "{secret}")
        .and_then(|()| out.flush())
        .map_err(Failure::Output)?;
    Ok(Status::Fine)
}

/// Does something with the log.
pub(crate) fn log(command: LogCommand) -> Result<Status, Failure> {
    match command {
        LogCommand::Verify(arguments) => verify(&arguments),
        LogCommand::Export(arguments) => export(&arguments),
        LogCommand::Retain(arguments) => {
            let config = arguments.settings.read(&Serving::default())?;
            let gone = lutine_server::retain_log(&config, arguments.from, &MachineClock)?;
            anstream::eprintln!("{gone} records were taken away");
            Ok(Status::Fine)
        }
    }
}

fn verify(arguments: &VerifyArguments) -> Result<Status, Failure> {
    let config = arguments.settings.read(&Serving::default())?;
    let verified = lutine_server::verify_log(&config, arguments.head.as_deref())?;
    let mut out = stdout();
    let told = match &verified {
        Ok(verified) => writeln!(
            out,
            "{} records hold\nhead {}",
            verified.records, verified.head.hash
        ),
        Err(defect) => writeln!(out, "the log does not hold: {defect}"),
    };
    told.and_then(|()| out.flush()).map_err(Failure::Output)?;
    Ok(Status::findings(verified.is_err()))
}

fn export(arguments: &ExportArguments) -> Result<Status, Failure> {
    let config = arguments.settings.read(&Serving::default())?;
    let written = match &arguments.output {
        None => lutine_server::export_log(&config, arguments.from, &mut stdout())?,
        Some(path) => lutine_server::export_log(&config, arguments.from, &mut create(path)?)?,
    };
    anstream::eprintln!("{written} records were written");
    Ok(Status::Fine)
}

fn create(path: &Path) -> Result<BufWriter<File>, Failure> {
    let unwritable = |error| Failure::Unwritable {
        path: path.to_owned(),
        error,
    };
    File::create(path).map(BufWriter::new).map_err(unwritable)
}

impl Settings {
    fn read(&self, serving: &Serving) -> Result<Config, Failure> {
        #[derive(Serialize)]
        struct Said<'s> {
            #[serde(skip_serializing_if = "Option::is_none")]
            database_url: Option<&'s str>,
            #[serde(flatten)]
            serving: &'s Serving,
        }
        let said = Said {
            database_url: self.database_url.as_deref(),
            serving,
        };
        Ok(Config::read(self.config.as_deref(), &said)?)
    }
}

fn time(text: &str) -> Result<Time, String> {
    Time::parse(text).ok_or_else(|| "say a day, or a time such as 2027-12-31T12:00:00Z".to_owned())
}
