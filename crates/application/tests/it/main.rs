//! Use cases over the whole house in memory.

#[cfg(test)]
mod credits;
#[cfg(test)]
mod failing;
#[cfg(test)]
mod house;
#[cfg(test)]
mod money;
#[cfg(test)]
mod resuming;
#[cfg(test)]
mod running;
