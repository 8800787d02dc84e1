use std::net::IpAddr;
use xinggen_domain::{UserId, user::Role};

/// Who asks, as established by whoever let them in. Use cases work on the actor's own things only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Actor {
    /// The tenant.
    pub user_id: UserId,
    /// What they may do.
    pub role: Role,
    /// From where in the network, as far as that is known; the audit log keeps it.
    pub address: Option<IpAddr>,
}

impl Actor {
    /// A user, from wherever.
    #[must_use]
    pub const fn new(user_id: UserId, role: Role) -> Self {
        Self { user_id, role, address: None }
    }

    /// The same from this address.
    #[must_use]
    pub const fn coming_from(self, address: Option<IpAddr>) -> Self {
        Self { address, ..self }
    }

    /// Whether this actor runs the platform.
    #[must_use]
    pub fn is_admin(&self) -> bool {
        self.role == Role::Admin
    }
}
