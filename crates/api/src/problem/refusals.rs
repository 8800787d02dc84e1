//! What use cases refuse, for the document: typed, and written beside the place where the error becomes a problem.

use super::{Code, ProblemView};
use std::collections::BTreeMap;
use utoipa::{
    ToSchema as _,
    openapi::{Content, Ref, RefOr, Response, response::ResponseBuilder},
};

/// The responses for some codes, by status, as the document has them; the rest of what it says of them is added where all
/// responses are completed.
pub(crate) fn responses(codes: &[Code]) -> BTreeMap<String, RefOr<Response>> {
    let mut named: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for code in codes {
        named.entry(code.status().as_str().to_owned()).or_default().push(format!("`{}`", code.code()));
    }
    let response = |names: Vec<String>| -> RefOr<Response> {
        let schema = Ref::from_schema_name(ProblemView::name());
        let content = Content::new(Some(schema));
        let response = ResponseBuilder::new().description(names.join(", "));
        response.content("application/problem+json", content).build().into()
    };
    named.into_iter().map(|(status, names)| (status, response(names))).collect()
}

/// A type that stands in `responses(…)` of an operation for codes that it can answer.
macro_rules! refusals {
    ($($(#[$doc:meta])* $name:ident = [$($code:ident),* $(,)?];)*) => {$(
        $(#[$doc])*
        pub(crate) struct $name;

        impl utoipa::IntoResponses for $name {
            fn responses() -> std::collections::BTreeMap<String, utoipa::openapi::RefOr<utoipa::openapi::Response>> {
                $crate::problem::responses(&[$($crate::problem::Code::$code),*])
            }
        }
    )*};
}
pub(crate) use refusals;
