use crate::view::Role;
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use xinggen_application::SignedIn;
use xinggen_domain::{Id, user::User};

/// A user.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = User)]
pub(crate) struct UserView {
    /// The id.
    id: Uuid,
    /// The e-mail, lower case.
    #[schema(required, examples("lin@example.com"))]
    email: Option<String>,
    /// The phone number in E.164 form.
    #[schema(required, examples("+8613800138000"))]
    phone: Option<String>,
    /// The name shown.
    #[schema(examples("林晚"))]
    name: String,
    /// What the user may do.
    role: Role,
    /// When the account was made.
    created_at: DateTime<Utc>,
}

impl UserView {
    /// A user at this moment.
    pub(crate) fn at(now: DateTime<Utc>, user: User) -> Self {
        let role = user.role_at(now).into();
        Self {
            id: user.id.as_uuid(),
            email: user.email,
            phone: user.phone,
            name: user.name,
            role,
            created_at: user.created_at,
        }
    }
}

/// Somebody who has just come in, and what to show from now on.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Session)]
pub(super) struct SessionView {
    /// Who.
    user: UserView,
    /// Send it as `Authorization: Bearer …`.
    access_token: String,
    /// Always `Bearer`.
    #[schema(examples("Bearer"))]
    token_type: &'static str,
    /// For how many seconds the access token holds.
    #[schema(examples(600))]
    expires_in: u32,
    /// Exchanged, once, for the next pair of tokens. Keep it secret.
    refresh_token: String,
}

impl SessionView {
    /// A user who signs in at this moment.
    pub(super) fn at(now: DateTime<Utc>, signed_in: SignedIn) -> Self {
        Self {
            user: UserView::at(now, signed_in.user),
            access_token: signed_in.access_token,
            token_type: "Bearer",
            expires_in: signed_in.expires_in,
            refresh_token: signed_in.refresh_token,
        }
    }
}
