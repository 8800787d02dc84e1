use super::{
    Accounts,
    attempts::Taken,
    throttled::{TakeError, Throttled},
};
use std::net::IpAddr;
use xinggen_domain::{UserId, error::StoreError, identity::Identity, rate::Rate};

/// How often one network address may try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Throttles {
    /// Failed logins, and failed codes.
    pub logins: Rate,
    /// Registrations.
    pub registrations: Rate,
    /// Requests for a code.
    pub codes: Rate,
}

impl Default for Throttles {
    fn default() -> Self {
        Self { logins: Rate::new(10, 20), registrations: Rate::new(100, 60), codes: Rate::new(20, 60) }
    }
}

/// Logins of one account, from wherever: many more than of an address, so that nobody can lock the owner out.
const LOGINS_OF_ACCOUNT: Rate = Rate::new(1_800, 2);
/// Codes to one target.
const CODES_TO_TARGET: Rate = Rate::new(3, 3_600);
/// Wrong proofs of somebody who is signed in already: a stolen token must not do to guess the password.
const PROOFS_OF_USER: Rate = Rate::new(10, 60);

/// Archives of all that a user has.
const EXPORTS_OF_USER: Rate = Rate::new(2, 1_800);

/// Who an address is to throttles: networks give whole /64s to one customer.
fn network(address: Option<IpAddr>) -> String {
    match address {
        None => "unknown".to_owned(),
        Some(IpAddr::V4(address)) => address.to_string(),
        Some(IpAddr::V6(address)) => match address.to_ipv4_mapped() {
            Some(address) => address.to_string(),
            None => {
                let [a, b, c, d, ..] = address.segments();
                format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
            }
        },
    }
}

impl Accounts {
    /// An attempt to sign in from an address.
    pub(super) async fn one_login_from(&self, address: Option<IpAddr>) -> Result<Taken, TakeError> {
        self.attempt(vec![self.logins_from(address)]).await
    }

    /// An attempt to sign in to an account from an address, whether or not there is such an account. Both are counted
    /// by one write.
    pub(super) async fn one_login(
        &self,
        address: Option<IpAddr>,
        identity: Option<&Identity>,
    ) -> Result<Taken, TakeError> {
        let of = |identity| (format!("login/of/{}", self.ports.codes.mark(identity)), LOGINS_OF_ACCOUNT);
        let from = self.logins_from(address);
        self.attempt([from].into_iter().chain(identity.map(of)).collect()).await
    }

    fn logins_from(&self, address: Option<IpAddr>) -> (String, Rate) {
        (format!("login/from/{}", network(address)), self.settings.throttles.logins)
    }

    /// An attempt to prove once more who one is.
    pub(super) async fn one_proof_of(&self, user: UserId) -> Result<Taken, TakeError> {
        self.attempt(vec![(format!("proof/of/{user}"), PROOFS_OF_USER)]).await
    }

    pub(super) async fn count_registration_from(&self, address: Option<IpAddr>) -> Result<(), TakeError> {
        self.count(format!("register/from/{}", network(address)), self.settings.throttles.registrations).await
    }

    pub(super) async fn count_code_from(&self, address: Option<IpAddr>) -> Result<(), TakeError> {
        self.count(format!("code/from/{}", network(address)), self.settings.throttles.codes).await
    }

    pub(super) async fn count_code_to(&self, identity: &Identity) -> Result<(), TakeError> {
        self.count(format!("code/to/{}", self.ports.codes.mark(identity)), CODES_TO_TARGET).await
    }

    pub(super) async fn count_export_of(&self, user: UserId) -> Result<(), TakeError> {
        self.count(format!("export/of/{user}"), EXPORTS_OF_USER).await
    }

    /// Counts what always counts.
    async fn count(&self, key: String, rate: Rate) -> Result<(), TakeError> {
        if !rate.is_unlimited() {
            let allowance = self.ports.rates.take(&key, rate, self.ports.clock.now()).await?;
            if allowance.retry.is_some() {
                return Err(Throttled(allowance).into());
            }
        }
        Ok(())
    }

    /// Counts what counts when it fails; to be held until that is known.
    async fn attempt(&self, keys: Vec<(String, Rate)>) -> Result<Taken, TakeError> {
        self.attempts.take(&*self.ports.rates, &*self.ports.clock, keys).await
    }

    /// Takes back an attempt that was right, or that was not made.
    pub(super) async fn give_back(&self, taken: Taken) -> Result<(), StoreError> {
        self.attempts.give_back(&*self.ports.rates, &*self.ports.clock, taken).await
    }
}

#[cfg(test)]
mod tests {
    use super::network;

    #[test]
    fn a_customer_is_one_network() {
        let of = |text: &str| network(Some(text.parse().expect("an address")));
        assert_eq!(of("192.0.2.7"), "192.0.2.7");
        assert_eq!(of("::ffff:192.0.2.7"), "192.0.2.7");
        assert_eq!(of("2001:db8:1:2:3:4:5:6"), of("2001:db8:1:2::7"));
        assert_ne!(of("2001:db8:1:2::7"), of("2001:db8:1:3::7"));
    }
}
