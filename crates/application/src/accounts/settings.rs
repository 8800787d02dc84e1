use super::{Registration, SignUp, Throttles};

/// How accounts are opened, and how often somebody may try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AccountsSettings {
    /// What a new account begins with.
    pub sign_up: SignUp,
    /// What somebody needs to open one.
    pub registration: Registration,
    /// Whether an administrator without a second factor may do nothing that is dangerous.
    pub admins_need_second_factor: bool,
    /// How often somebody may try.
    pub throttles: Throttles,
}
