//! A service from its start to its end.

use crate::app::{App, StartError};
use crate::clock::Clock;
use crate::config::Config;
use crate::routes::router;
use crate::{load, telemetry};
use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;
use tokio::net::TcpListener;

/// What is said of a service that has started.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Started {
    /// Where it listens.
    pub address: SocketAddr,
    /// Whether it has no keys, so that anybody may do anything.
    pub open: bool,
    /// The rulebooks that it was told to load, each with its edition.
    pub loaded: Vec<(String, String)>,
}

/// Serves until `end`: then it is no longer ready, takes no new connection, answers what is at work, and writes what waits.
///
/// # Errors
/// [`StartError`] where it cannot start.
pub async fn serve(
    config: Config,
    clock: Arc<dyn Clock>,
    started: impl FnOnce(Started),
    end: impl Future<Output = ()> + Send + 'static,
) -> Result<(), StartError> {
    let (grace, listen) = (Duration::from_secs(config.shutdown_seconds), config.listen);
    let (app, tasks) = App::start(config, clock).await?;
    let open = !app.registry.has_keys();
    if open && !listen.ip().is_loopback() {
        return Err(StartError::Open(listen.ip()));
    }
    let loaded = load::rulebooks(&app).await?;
    let cannot_listen = |error| StartError::Listen {
        address: listen,
        error,
    };
    let listener = TcpListener::bind(listen).await.map_err(cannot_listen)?;
    let address = listener.local_addr()?;
    tracing::info!(%address, open, rulebooks = loaded.len(), "serving");
    started(Started {
        address,
        open,
        loaded,
    });

    let (ending, drained) = tokio::sync::oneshot::channel();
    let told = app.clone();
    let until = async move {
        end.await;
        told.ending.store(true, Ordering::Release);
        tracing::info!("ending");
        // Whoever waits for this has gone where nothing was to be drained.
        let _ = ending.send(());
    };
    let serving = axum::serve(listener, router(app.clone())).with_graceful_shutdown(until);
    let overdue = async move {
        drop(drained.await);
        tokio::time::sleep(grace).await;
    };
    tokio::select! {
        served = serving.into_future() => served?,
        () = overdue => tracing::warn!("requests at work were given up"),
    }
    tasks.end(app).await;
    Ok(())
}

/// Until the process is told to end: an interrupt from the terminal, or SIGTERM.
async fn told_to_end() {
    let interrupted = async { drop(tokio::signal::ctrl_c().await) };
    #[cfg(unix)]
    let terminated = async {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending();
    tokio::select! {
        () = interrupted => {}
        () = terminated => {}
    }
}

/// Serves in this thread until the process is told to end: what `lutine serve` does.
///
/// # Errors
/// As for [`serve`].
pub fn run(
    config: Config,
    clock: Arc<dyn Clock>,
    started: impl FnOnce(Started),
) -> Result<(), StartError> {
    if let Err(why) = telemetry::begin_logging(&config.log) {
        return Err(StartError::Run(std::io::Error::other(format!(
            "`log`: {why}"
        ))));
    }
    let runtime = match config.threads {
        1 => tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?,
        0 => tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()?,
        threads => tokio::runtime::Builder::new_multi_thread()
            .worker_threads(threads.into())
            .enable_all()
            .build()?,
    };
    runtime.block_on(serve(config, clock, started, told_to_end()))
}
