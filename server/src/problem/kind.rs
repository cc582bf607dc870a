//! The kinds of problems.

use axum::http::StatusCode;

macro_rules! kinds {
    ($($kind:ident $status:ident $name:literal $title:literal $page:literal;)*) => {
        /// A kind of problem. Its name is stable: programs may tell kinds apart by it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Kind {
            $(#[doc = $title] $kind,)*
        }

        impl Kind {
            /// All kinds.
            pub const ALL: &[Self] = &[$(Self::$kind,)*];

            /// The name, the last part of the `type`.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$kind => $name,)* }
            }

            /// The kind in a few words.
            #[must_use]
            pub const fn title(self) -> &'static str {
                match self { $(Self::$kind => $title,)* }
            }

            /// What its page says: when it happens, and what to do.
            #[must_use]
            pub const fn page(self) -> &'static str {
                match self { $(Self::$kind => $page,)* }
            }

            /// The status of the response.
            #[must_use]
            pub const fn status(self) -> StatusCode {
                match self { $(Self::$kind => StatusCode::$status,)* }
            }
        }
    };
}

kinds! {
    MalformedRequest BAD_REQUEST "malformed-request" "The request cannot be understood"
        "A part of the path, the query, a header or the body is not what the API's description says. The detail names it.";
    Unauthenticated UNAUTHORIZED "unauthenticated" "No valid key was given"
        "The service has keys: send one as `Authorization: Bearer KEY`. It is also said of keys that have expired or were revoked.";
    Forbidden FORBIDDEN "forbidden" "The key may not do this"
        "The detail says which role is needed. Somebody with the role `admin` makes keys.";
    ForeignHost FORBIDDEN "foreign-host" "An open service answers to loopback names only"
        "Without keys the service answers only where the `Host` of the request is localhost, 127.0.0.1 or [::1], so that no web page reaches it through a name of its own. Make keys to use it by another name.";
    FourEyes FORBIDDEN "four-eyes" "An edition is approved by somebody else than its author"
        "Whoever uploaded an edition cannot approve it, whatever roles they have. Ask somebody with the role `approver`.";
    UnknownPage NOT_FOUND "unknown-page" "There is nothing at this path"
        "`/openapi.json` lists all paths.";
    UnknownRulebook NOT_FOUND "unknown-rulebook" "There is no rulebook of this name"
        "`GET /v1/rulebooks` lists those that there are.";
    UnknownEdition NOT_FOUND "unknown-edition" "The rulebook has no such edition"
        "An edition is named by its bundle hash, 64 hexadecimal digits. `GET /v1/rulebooks/NAME/editions` lists them.";
    UnknownDecision NOT_FOUND "unknown-decision" "There is no such decision"
        "No decision has this id, or retention has taken it away.";
    UnknownKey NOT_FOUND "unknown-key" "There is no such key"
        "`GET /v1/keys` lists keys by their ids.";
    NoSource NOT_FOUND "no-source" "The edition came without its source"
        "It was uploaded as a bundle that was built with `--no-source`. Its bundle can be had, its source cannot.";
    MethodNotAllowed METHOD_NOT_ALLOWED "method-not-allowed" "The path has no such method"
        "`/openapi.json` lists the methods of all paths.";
    NoEditionInForce CONFLICT "no-edition-in-force" "No edition decides for this date"
        "No edition of the rulebook has been activated for this kind of business from a date that is not after the one asked for. Activate one, or name an edition.";
    EditionRetired CONFLICT "edition-retired" "The edition for this date is retired"
        "Nothing falls back to an older edition. Activate another one for this date.";
    WrongState CONFLICT "wrong-state" "The edition is not in the state for this"
        "Editions go from draft over approved and active to retired, and never back.";
    IdempotencyInFlight CONFLICT "idempotency-in-flight" "A request with this Idempotency-Key is at work"
        "Ask again a little later: the answer will be that of the first request.";
    TooLarge PAYLOAD_TOO_LARGE "too-large" "The body is too large"
        "The detail says how many bytes are the most.";
    UnsupportedMediaType UNSUPPORTED_MEDIA_TYPE "unsupported-media-type" "The body is of a kind that is not read here"
        "The detail says which `Content-Type` is read.";
    RefusedRisk UNPROCESSABLE_ENTITY "refused-risk" "The risk is refused"
        "The risk is not what the rulebook takes, or does not meet a requirement. `errors` lists all faults, the first thousand at most, each with a JSON pointer into the risk. Nothing was recorded.";
    RulebookFaults UNPROCESSABLE_ENTITY "rulebook-faults" "The rulebook has faults"
        "`findings` lists them with file, line and column, as `lutine check --format json` does.";
    UnusableUpload UNPROCESSABLE_ENTITY "unusable-upload" "The upload cannot be used"
        "The detail says what is wrong with the archive, with the names of its files, or with the bundle.";
    NameDiffers UNPROCESSABLE_ENTITY "name-differs" "The rulebook has another name"
        "The name in the rulebook's header and the one in the path must be the same.";
    IdempotencyKeyReused UNPROCESSABLE_ENTITY "idempotency-key-reused" "The Idempotency-Key was used for another request"
        "A key belongs to one request: its path, its query and its body. Make a new key.";
    HeadersTooLarge REQUEST_HEADER_FIELDS_TOO_LARGE "headers-too-large" "The headers are too large"
        "All headers together may have 16 KiB.";
    Internal INTERNAL_SERVER_ERROR "internal" "The service has failed"
        "This is a defect of Lutine. The log has more, under the correlation id of the response.";
    Overloaded SERVICE_UNAVAILABLE "overloaded" "Too many requests are at work"
        "Ask again after the seconds of `Retry-After`. The setting `concurrency` says how many requests are at work at once.";
    Unavailable SERVICE_UNAVAILABLE "unavailable" "The storage does not answer"
        "The database cannot be reached, or this instance has not heard from it for so long that it may decide by an old edition. Ask again after the seconds of `Retry-After`.";
    TimedOut GATEWAY_TIMEOUT "timed-out" "The request took too long"
        "The setting `time_limit_ms` says how long a request may take. A decision may be recorded all the same: ask again with the same `Idempotency-Key`.";
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn names_are_unique_and_fit_into_a_path() {
        let names: BTreeSet<&str> = Kind::ALL.iter().map(|kind| kind.name()).collect();
        assert_eq!(names.len(), Kind::ALL.len());
        for name in names {
            assert!(
                name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'),
                "{name}"
            );
        }
    }
}
