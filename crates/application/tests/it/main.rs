//! Use cases over the whole house in memory.

mod credits;
mod failing;
mod house;
mod money;
mod resuming;
mod running;
