//! The keys of access tokens, outside the prefix, for whoever checks our tokens elsewhere.

use crate::state::Api;
use actix_web::{HttpResponse, get, http::header::CACHE_CONTROL, web::Data};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use xinggen_domain::ports::PublicKey;

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(get_token_keys);
}

/// The keys that access tokens may be signed with (RFC 7517).
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TokenKeySet)]
struct TokenKeySetView {
    /// The keys, newest first. The first signs; tokens of the others hold until they are over.
    keys: Vec<TokenKeyView>,
}

/// The public half of a key (RFC 8037).
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TokenKey)]
struct TokenKeyView {
    /// Always `OKP`.
    #[schema(examples("OKP"))]
    kty: &'static str,
    /// Always `Ed25519`.
    #[schema(examples("Ed25519"))]
    crv: &'static str,
    /// The point, in base64url.
    #[schema(examples("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"))]
    x: String,
    /// What tokens call the key: its thumbprint (RFC 7638).
    #[schema(examples("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"))]
    kid: String,
    /// Always `sig`.
    #[serde(rename = "use")]
    #[schema(examples("sig"))]
    purpose: &'static str,
    /// Always `EdDSA`.
    #[schema(examples("EdDSA"))]
    alg: &'static str,
}

impl From<PublicKey> for TokenKeyView {
    fn from(key: PublicKey) -> Self {
        let x = BASE64_URL_SAFE_NO_PAD.encode(key.bytes);
        Self { kty: "OKP", crv: "Ed25519", x, kid: key.id, purpose: "sig", alg: "EdDSA" }
    }
}

/// The keys that access tokens are signed with
///
/// A JSON web key set. Get it again when a token names a key that is not in it.
#[utoipa::path(
    tag = "operation",
    security(()),
    responses((status = 200, body = TokenKeySetView, description = "The keys"))
)]
#[get("/.well-known/jwks.json")]
async fn get_token_keys(api: Data<Api>) -> HttpResponse {
    let keys = api.accounts.public_keys().into_iter().map(TokenKeyView::from).collect();
    HttpResponse::Ok().insert_header((CACHE_CONTROL, "public, max-age=60")).json(TokenKeySetView { keys })
}
