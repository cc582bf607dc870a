//! What each request needs. A path that does not stand here is allowed to nobody.

use super::Role;
use axum::http::Method;

/// What somebody may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Permission {
    /// What needs no key: health, metrics, the API's description.
    Anybody,
    /// See which rulebooks and editions there are, and their schemas.
    SeeRulebooks,
    /// See the sources and bundles of editions.
    SeeSources,
    /// See decisions and their worksheets, and replay them.
    SeeDecisions,
    /// Evaluate and decide.
    Evaluate,
    /// Upload editions.
    Upload,
    /// Approve, activate and retire editions.
    Release,
    /// Make and revoke keys, read the audit trail.
    Administer,
}

impl Permission {
    /// The roles that have it, in words: `reader or author`.
    #[must_use]
    pub fn roles(self) -> String {
        let roles = Role::ALL.into_iter().filter(|role| role.allows(self));
        let names: Vec<&str> = roles.map(Role::name).collect();
        names.join(" or ")
    }
}

/// What a request needs, by its method and the path of its route; nothing for a route that nobody has thought about.
#[must_use]
pub fn needed(method: &Method, route: &str) -> Option<Permission> {
    use Permission as P;
    let read = *method == Method::GET || *method == Method::HEAD;
    let post = *method == Method::POST;
    let permission = match route {
        "/healthz" | "/readyz" | "/metrics" | "/openapi.json" | "/docs" | "/docs/scalar.js"
        | "/problems/{name}"
            if read =>
        {
            P::Anybody
        }
        "/v1/rulebooks"
        | "/v1/rulebooks/{name}"
        | "/v1/rulebooks/{name}/editions"
        | "/v1/rulebooks/{name}/editions/{edition}"
        | "/v1/rulebooks/{name}/editions/{edition}/schema"
            if read =>
        {
            P::SeeRulebooks
        }
        "/v1/rulebooks/{name}/editions/{edition}/source"
        | "/v1/rulebooks/{name}/editions/{edition}/bundle"
            if read =>
        {
            P::SeeSources
        }
        "/v1/decisions"
        | "/v1/decisions/{id}"
        | "/v1/decisions/{id}/worksheet"
        | "/v1/decisions/{id}/replay"
            if read =>
        {
            P::SeeDecisions
        }
        "/v1/rulebooks/{name}/evaluations" | "/v1/rulebooks/{name}/decisions" if post => {
            P::Evaluate
        }
        "/v1/rulebooks/{name}/editions" if post => P::Upload,
        "/v1/rulebooks/{name}/editions/{edition}/approval"
        | "/v1/rulebooks/{name}/editions/{edition}/activation"
        | "/v1/rulebooks/{name}/editions/{edition}/retirement"
            if post =>
        {
            P::Release
        }
        "/v1/keys" if read || post => P::Administer,
        "/v1/keys/{id}" if *method == Method::DELETE => P::Administer,
        "/v1/audit" if read => P::Administer,
        _ => return None,
    };
    Some(permission)
}
