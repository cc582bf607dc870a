//! What is counted, for `/metrics`. Labels are routes, rulebooks, statuses and outcomes, all of them few; nothing of a risk.

use prometheus_client::encoding::{EncodeLabelSet, text};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::{Family, MetricConstructor};
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// The upper ends of the latencies that are told apart, in seconds.
const SECONDS: [f64; 12] = [
    0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.1, 0.5, 2.5, 10.0,
];

/// What a request was about, for its counts: left by whoever answers it.
#[derive(Debug, Clone, Default)]
pub struct Labels {
    /// The rulebook; only one that there is.
    pub rulebook: Option<Arc<str>>,
    /// What was decided.
    pub outcome: Option<String>,
}

/// Which requests are counted together.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Request {
    method: &'static str,
    route: String,
    rulebook: Arc<str>,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    route: String,
    rulebook: Arc<str>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Outcome {
    rulebook: Arc<str>,
    outcome: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Active {
    rulebook: String,
    business: &'static str,
    edition: String,
}

#[derive(Clone, Copy)]
struct Latencies;

impl MetricConstructor<Histogram> for Latencies {
    fn new_metric(&self) -> Histogram {
        Histogram::new(SECONDS)
    }
}

/// What is counted.
pub struct Metrics {
    registry: Registry,
    requests: Family<Request, Counter>,
    latencies: Family<Route, Histogram, Latencies>,
    outcomes: Family<Outcome, Counter>,
    active: Family<Active, Gauge>,
    at_work: Gauge,
}

impl fmt::Debug for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Metrics").finish_non_exhaustive()
    }
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("lutine");
        let requests = Family::default();
        let latencies = Family::new_with_constructor(Latencies);
        let (outcomes, active, at_work) = (Family::default(), Family::default(), Gauge::default());
        registry.register("http_requests", "Requests answered", requests.clone());
        registry.register(
            "http_request_seconds",
            "How long requests took",
            latencies.clone(),
        );
        registry.register("outcomes", "What was decided", outcomes.clone());
        registry.register(
            "active_edition",
            "The edition that decides today",
            active.clone(),
        );
        registry.register("http_requests_at_work", "Requests at work", at_work.clone());
        Self {
            registry,
            requests,
            latencies,
            outcomes,
            active,
            at_work,
        }
    }
}

impl Metrics {
    /// A request begins.
    pub fn begin(&self) {
        self.at_work.inc();
    }

    /// A request is answered.
    pub fn end(
        &self,
        method: &'static str,
        route: &str,
        status: u16,
        labels: &Labels,
        took: Duration,
    ) {
        self.at_work.dec();
        let rulebook = labels.rulebook.clone().unwrap_or_default();
        let route = route.to_owned();
        let of_route = Route {
            route: route.clone(),
            rulebook: Arc::clone(&rulebook),
        };
        self.latencies
            .get_or_create(&of_route)
            .observe(took.as_secs_f64());
        if let Some(outcome) = &labels.outcome {
            self.count_outcome(&rulebook, outcome);
        }
        let request = Request {
            method,
            route,
            rulebook,
            status,
        };
        self.requests.get_or_create(&request).inc();
    }

    /// A risk is answered; outcomes are the members of an enumeration of the rulebook.
    pub fn count_outcome(&self, rulebook: &Arc<str>, outcome: &str) {
        let outcome = Outcome {
            rulebook: Arc::clone(rulebook),
            outcome: outcome.to_owned(),
        };
        self.outcomes.get_or_create(&outcome).inc();
    }

    /// All counts as text, with the editions that decide now.
    pub fn write<'e>(
        &self,
        deciding: impl Iterator<Item = (&'e str, crate::business::Business, &'e str)>,
    ) -> String {
        self.active.clear();
        for (rulebook, business, edition) in deciding {
            let active = Active {
                rulebook: rulebook.to_owned(),
                business: business.name(),
                edition: edition.to_owned(),
            };
            self.active.get_or_create(&active).set(1);
        }
        let mut written = String::new();
        // Writing to a string does not fail.
        let _ = text::encode(&mut written, &self.registry);
        written
    }
}
