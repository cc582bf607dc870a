//! The log of a service: a JSON object a line, on standard error.

use tracing_subscriber::EnvFilter;

/// Begins to write it. `what` is as `RUST_LOG` says it. Where something logs already, nothing changes.
///
/// # Errors
/// What cannot be understood in `what`.
pub fn begin_logging(what: &str) -> Result<(), String> {
    let filter = EnvFilter::try_new(what).map_err(|error| error.to_string())?;
    let begun = tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .try_init();
    drop(begun);
    Ok(())
}
