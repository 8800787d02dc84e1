use super::{codes::SentCodeView, identity::named};
use crate::{
    extract::{Body, Sender, SignedIn},
    problem::Problem,
    state::Api,
};
use actix_web::{HttpResponse, post, web::Data};
use serde::Deserialize;
use utoipa::ToSchema;
use xinggen_domain::verification::CodePurpose;

/// What a code of somebody who is signed in is for.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = OwnCodePurpose)]
enum OwnPurposeBody {
    /// To bind the address or number to the account.
    Bind,
    /// To prove, by an own address or number, that one is still the account's owner.
    Confirm,
}

/// What a code is for.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = OwnCodeBody, example = json!({ "email": "linwan@example.com", "purpose": "bind" }))]
struct OwnCodeBody {
    /// The e-mail to send it to, or else `phone`.
    #[schema(examples("lin@example.com"), max_length = 254)]
    email: Option<String>,
    /// The phone number to send it to: with a country code, or a mobile number of mainland China.
    #[schema(examples("13800138000"))]
    phone: Option<String>,
    /// What it is for.
    #[schema(examples("bind"))]
    purpose: OwnPurposeBody,
}

/// Ask for a code to change the account
///
/// Sends six digits: to an e-mail address or phone number that is to be bound, or to one of the account's own, to
/// confirm a change without a password.
#[utoipa::path(
    tag = "accounts",
    request_body = OwnCodeBody,
    responses(
        (status = 201, body = SentCodeView, description = "A code is on its way"),
    )
)]
#[post("/me/codes")]
pub(super) async fn create_own_code(
    api: Data<Api>,
    who: SignedIn,
    sender: Sender,
    body: Body<OwnCodeBody>,
) -> Result<HttpResponse, Problem> {
    let OwnCodeBody { email, phone, purpose } = body.0;
    let identity = named(email.as_deref(), phone.as_deref())?;
    let purpose = match purpose {
        OwnPurposeBody::Bind => CodePurpose::Bind,
        OwnPurposeBody::Confirm => CodePurpose::Confirm,
    };
    let sent = api.accounts.request_own_code(who.actor, purpose, &identity, sender.0.address).await?;
    Ok(HttpResponse::Created().json(SentCodeView::from(sent)))
}
