//! What every operation can answer beside what it is asked for, for the API's description.

use crate::problem::{MEDIA_TYPE, Sent};
use std::collections::BTreeMap;
use utoipa::openapi::{Content, RefOr, Response, ResponseBuilder, schema::Ref};
use utoipa::{IntoResponses, ToSchema};

/// The statuses of problems that any operation can answer with.
pub(crate) struct Problems;

impl IntoResponses for Problems {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let about = [
            ("400", "The request cannot be understood"),
            ("401", "No valid key was given"),
            ("403", "The key may not do this"),
            ("404", "There is no such thing"),
            ("405", "The path has no such method"),
            ("409", "The state of things does not allow this now"),
            ("413", "The body is too large"),
            ("415", "The body is of a kind that is not read here"),
            ("422", "The content is refused"),
            ("431", "The headers are too large"),
            ("500", "The service has failed"),
            (
                "503",
                "Too many requests are at work, or the storage does not answer",
            ),
            ("504", "The request took too long"),
        ];
        let response = |description: &str| {
            let content = Content::new(Some(Ref::from_schema_name(Sent::name())));
            ResponseBuilder::new()
                .description(description)
                .content(MEDIA_TYPE, content)
                .build()
        };
        let entry = |(status, description): (&str, &str)| {
            (status.to_owned(), RefOr::T(response(description)))
        };
        about.map(entry).into()
    }
}
