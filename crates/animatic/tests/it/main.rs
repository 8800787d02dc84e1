//! What reading costs, through the port alone.

mod boards;
mod reading;
mod shapes;
mod wild;
