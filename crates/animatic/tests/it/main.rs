//! What reading costs, through the port alone.

#[cfg(test)]
mod boards;
#[cfg(test)]
mod reading;
#[cfg(test)]
mod shapes;
#[cfg(test)]
mod wild;
