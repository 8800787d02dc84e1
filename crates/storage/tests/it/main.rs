//! The stores against the contract of the port, and what only they promise.

#[cfg(test)]
mod contract;
#[cfg(test)]
mod disk;
#[cfg(test)]
mod fresh;
#[cfg(test)]
mod stores;
