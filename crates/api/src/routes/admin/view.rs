use crate::{
    problem::{Code, Problem},
    view::{Role, UserStatus},
    wording,
};
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use xinggen_application::ChangeUserError;
use xinggen_domain::{Id, user::User};

/// A user, as administrators see one.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ManagedUser)]
pub(super) struct ManagedUserView {
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
    /// Whether the user may come in.
    status: UserStatus,
    /// When the account was made.
    created_at: DateTime<Utc>,
}

impl ManagedUserView {
    /// A user at this moment.
    pub(super) fn at(now: DateTime<Utc>, user: User) -> Self {
        let role = user.role_at(now).into();
        Self {
            id: user.id.as_uuid(),
            email: user.email,
            phone: user.phone,
            name: user.name,
            role,
            status: user.status.into(),
            created_at: user.created_at,
        }
    }
}

impl From<ChangeUserError> for Problem {
    fn from(error: ChangeUserError) -> Self {
        match error {
            ChangeUserError::NotAdmin(_) => Self::new(Code::Forbidden),
            ChangeUserError::Granted => Self::invalid("role", "granted", wording::GRANTED_ROLE),
            ChangeUserError::NotFound => Self::new(Code::NotFound),
            ChangeUserError::OwnAccount => Self::new(Code::OwnAccount),
            ChangeUserError::Store(error) => error.into(),
        }
    }
}
