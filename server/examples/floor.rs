//! What an HTTP service can do at most on this machine: a handler of axum that reads the risk of the example of personal auto into typed structures and answers as many bytes as it
//! is told, on one thread. `cargo xtask load` compares `lutine serve` with it.

#![allow(dead_code, clippy::expect_used, reason = "a program to measure by")]

use axum::body::Bytes;
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::post;
use axum::{Json, Router};
use serde::Deserialize;

#[derive(Deserialize)]
struct Policy {
    id: i64,
    state: String,
    effective: String,
    prior_insurance: bool,
    credit_tier: u8,
    vehicles: Vec<Vehicle>,
    drivers: Vec<Driver>,
}

#[derive(Deserialize)]
struct Vehicle {
    model_year: u16,
    symbol: u8,
    annual_miles: u32,
    #[serde(rename = "use")]
    used_for: String,
    territory: u16,
    bi_limit: u16,
    pd_limit: u16,
    comp_ded: Option<u16>,
    coll_ded: Option<u16>,
}

#[derive(Deserialize)]
struct Driver {
    licensed: bool,
    licence_years: u8,
    points: u8,
    good_student: Option<bool>,
    birth_date: String,
    marital: String,
}

fn main() {
    let length = std::env::args()
        .nth(1)
        .and_then(|length| length.parse().ok());
    let answer = Bytes::from(vec![b'x'; length.expect("say how many bytes it answers")]);
    let handler = move |Json(policy): Json<Policy>| {
        let answer = answer.clone();
        async move {
            // What was read is used, so that reading it cannot be left out.
            std::hint::black_box(policy);
            ([(header::CONTENT_TYPE, "application/json")], answer).into_response()
        }
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("it runs");
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
            .await
            .expect("a port is free");
        let address = listener.local_addr().expect("it has an address");
        eprintln!("serving on http://{address}");
        axum::serve(listener, Router::new().route("/", post(handler)))
            .await
            .expect("it serves");
    });
}
