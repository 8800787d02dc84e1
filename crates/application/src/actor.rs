use xinggen_domain::{UserId, user::Role};

/// Who asks, as established by whoever let them in. Use cases work on the actor's own things only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Actor {
    /// The tenant.
    pub user_id: UserId,
    /// What they may do.
    pub role: Role,
}

impl Actor {
    /// Whether this actor runs the platform.
    #[must_use]
    pub fn is_admin(&self) -> bool {
        self.role == Role::Admin
    }
}
