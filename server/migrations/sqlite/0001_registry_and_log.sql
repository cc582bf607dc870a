-- The same tables as migrations/postgres; times are microseconds since 1970-01-01 UTC, dates text, hashes hexadecimal text.

-- Raised in the transaction of every change, which it numbers; instances ask for it.
CREATE TABLE registry (one INTEGER PRIMARY KEY, generation INTEGER NOT NULL);
INSERT INTO registry (one, generation) VALUES (1, 1);

CREATE TABLE edition (
    hash TEXT PRIMARY KEY,
    rulebook TEXT NOT NULL,
    version TEXT NOT NULL,
    meaning_hash TEXT NOT NULL,
    state TEXT NOT NULL,
    author TEXT NOT NULL,
    uploaded_at INTEGER NOT NULL,
    approver TEXT NOT NULL,
    approved_at INTEGER NOT NULL,
    retired_by TEXT NOT NULL,
    retired_at INTEGER NOT NULL,
    warnings TEXT NOT NULL,
    bundle BLOB NOT NULL
);
CREATE INDEX edition_of_rulebook ON edition (rulebook, uploaded_at, hash);

-- A line of a rulebook's timeline: which edition decides for dates from a date on.
CREATE TABLE activation (
    number INTEGER NOT NULL,
    rulebook TEXT NOT NULL,
    business TEXT NOT NULL,
    from_date TEXT NOT NULL,
    edition TEXT NOT NULL REFERENCES edition (hash),
    by_whom TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (number, business)
);

-- Append-only but for its beginning, which retention takes away.
CREATE TABLE decision (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    at INTEGER NOT NULL,
    by_whom TEXT NOT NULL,
    rulebook TEXT NOT NULL,
    edition TEXT NOT NULL,
    business TEXT NOT NULL,
    date TEXT NOT NULL,
    reference TEXT NOT NULL,
    outcome_kind TEXT NOT NULL,
    outcome TEXT NOT NULL,
    input TEXT NOT NULL,
    answer TEXT NOT NULL,
    previous_hash TEXT NOT NULL,
    hash TEXT NOT NULL
);
CREATE UNIQUE INDEX decision_by_id ON decision (id);
CREATE INDEX decision_by_reference ON decision (reference, seq) WHERE reference <> '';

-- The codes under which a decision is found: its reasons, and its errors.
CREATE TABLE decision_reason (
    code TEXT NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (code, seq)
);

-- Where the chain of hashes begins (behind what retention took away) and ends.
CREATE TABLE log_head (
    one INTEGER PRIMARY KEY,
    first_seq INTEGER NOT NULL,
    first_previous_hash TEXT NOT NULL,
    seq INTEGER NOT NULL,
    hash TEXT NOT NULL
);
INSERT INTO log_head (one, first_seq, first_previous_hash, seq, hash)
VALUES (1, 1, '0000000000000000000000000000000000000000000000000000000000000000', 0,
        '0000000000000000000000000000000000000000000000000000000000000000');

CREATE TABLE api_key (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    secret_hash TEXT NOT NULL,
    roles TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    revoked_at INTEGER NOT NULL
);

CREATE TABLE audit (
    number INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    by_whom TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL
);

-- What a request with an Idempotency-Key came to; status 0 while it is at work.
CREATE TABLE idempotency (
    scope TEXT PRIMARY KEY,
    request_hash TEXT NOT NULL,
    claimed_at INTEGER NOT NULL,
    claim TEXT NOT NULL,
    status INTEGER NOT NULL,
    location TEXT NOT NULL,
    body TEXT NOT NULL
);
CREATE INDEX idempotency_by_time ON idempotency (claimed_at);
