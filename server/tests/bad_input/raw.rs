//! What is no HTTP: answered with a status of the 400s or with nothing, and the next caller notices nothing.

use crate::support::{Folder, TestClock};
use lutine_server::{Config, serve};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::oneshot;

/// How long an answer is waited for.
const WAIT: Duration = Duration::from_secs(1);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_no_http_harms_nobody() {
    let folder = Folder::new();
    let config = Config {
        database_url: folder.database(),
        listen: "127.0.0.1:0".parse().expect("it is an address"),
        ..Config::default()
    };
    let (said, started) = oneshot::channel();
    let (end, ended) = oneshot::channel::<()>();
    let clock = TestClock::at("2026-11-28");
    let serving = tokio::spawn(serve(
        config,
        clock,
        |started| said.send(started.address).expect("somebody waits"),
        async { drop(ended.await) },
    ));
    let address = started.await.expect("it starts");
    let long = "x".repeat(600_000);
    let host = "host: localhost\r\n";
    let head = format!("POST /v1/keys HTTP/1.1\r\n{host}content-type: application/json\r\n");
    let cases: Vec<Vec<u8>> = vec![
        b"\0\0\0\0\r\n\r\n".to_vec(),
        b"hello\r\n\r\n".to_vec(),
        b"GET\r\n\r\n".to_vec(),
        format!("GET /{long} HTTP/1.1\r\n{host}\r\n").into_bytes(),
        format!("GET / HTTP/1.1\r\n{host}x: {long}\r\n\r\n").into_bytes(),
        format!("GET / HTTP/1.1\r\n{host}{}\r\n", "a: b\r\n".repeat(5_000)).into_bytes(),
        format!("GET / HTTP/9.9\r\n{host}\r\n").into_bytes(),
        format!("GET / HTTP/1.1\r\n{host}a b: c\r\n\r\n").into_bytes(),
        format!("GET /v1/rulebooks HTTP/1.1\r\n{host}host: example.org\r\nx\r\n\r\n").into_bytes(),
        format!("{head}content-length: -1\r\n\r\n{{}}").into_bytes(),
        format!("{head}content-length: 99999999999999999999999\r\n\r\n{{}}").into_bytes(),
        format!("{head}content-length: 2\r\ncontent-length: 3\r\n\r\n{{}}x").into_bytes(),
        format!("{head}transfer-encoding: chunked\r\n\r\nzz\r\n{{}}\r\n").into_bytes(),
        format!("{head}transfer-encoding: chunked\r\n\r\nffffffffffffffffff\r\n{{}}\r\n")
            .into_bytes(),
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec(),
        b"\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03".to_vec(),
    ];
    for (place, case) in cases.iter().enumerate() {
        let answer = ask(address, case).await;
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let refused = answer.is_empty()
            || answer.starts_with("HTTP/1.1 4")
            || answer.starts_with("HTTP/1.0 4");
        assert!(
            refused,
            "case {place}: {}",
            answer.chars().take(200).collect::<String>()
        );
        let next = ask(
            address,
            format!("GET /healthz HTTP/1.1\r\n{host}connection: close\r\n\r\n").as_bytes(),
        )
        .await;
        assert!(next.starts_with(b"HTTP/1.1 200 "), "case {place}");
    }
    end.send(()).expect("it runs");
    serving.await.expect("it ends").expect("it ends well");
}

/// Sends bytes and reads what comes, as far as it comes.
async fn ask(address: std::net::SocketAddr, bytes: &[u8]) -> Vec<u8> {
    let mut stream = TcpStream::connect(address).await.expect("it listens");
    // It may close before it has read all.
    drop(stream.write_all(bytes).await);
    let mut answer = Vec::new();
    // What waits for more than was sent waits no longer than this.
    let read = tokio::time::timeout(WAIT, stream.read_to_end(&mut answer)).await;
    drop(read);
    answer
}
