//! Requests to a vendor, with its address and its key.

use xinggen_domain::vendor::{AddressFault, VendorAccess};
use xinggen_outbound::{
    AddressFault as OutboundFault, Answer, Bounds, Form, Method, OutboundClient, OutboundError, Request,
};

/// What goes along with a request.
pub(crate) enum Body {
    /// Nothing.
    None,
    /// JSON.
    Json(Vec<u8>),
    /// Fields and files.
    Form(Form),
}

/// Sends a request to a path of the vendor's protocol.
pub(crate) async fn ask(
    client: &OutboundClient,
    access: &VendorAccess,
    (method, path): (Method, &str),
    body: Body,
    bounds: Bounds,
) -> Result<Answer, OutboundError> {
    let mut url = client.endpoint(&access.base_url).map_err(OutboundError::Address)?;
    let joined = format!("{}/{path}", url.path().trim_end_matches('/'));
    url.set_path(&joined);
    let request = Request::new(method, url).bearer(access.key.reveal());
    let request = match body {
        Body::None => request,
        Body::Json(body) => request.json(body),
        Body::Form(form) => request.form(form),
    };
    client.send(request, bounds).await
}

/// Copies a file from where a vendor says it is. The key is not sent.
pub(crate) async fn copy(
    client: &OutboundClient,
    url: &str,
    bounds: Bounds,
) -> Result<Answer, OutboundError> {
    let url = client.file(url).map_err(OutboundError::Address)?;
    client.send(Request::new(Method::GET, url), bounds).await
}

/// What users are told of an address that is not called.
pub(crate) const fn address_fault(fault: OutboundFault) -> AddressFault {
    match fault {
        OutboundFault::Malformed => AddressFault::Malformed,
        OutboundFault::NotHttps => AddressFault::NotHttps,
        OutboundFault::UserInfo => AddressFault::UserInfo,
        OutboundFault::Extra => AddressFault::Extra,
        OutboundFault::Private => AddressFault::Private,
    }
}
