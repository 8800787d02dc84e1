//! Passwords, tokens and links from outside.

#[cfg(test)]
mod access;
#[cfg(test)]
mod boxes;
#[cfg(test)]
mod codes;
#[cfg(test)]
mod forged;
#[cfg(test)]
mod fresh;
#[cfg(test)]
mod keys;
#[cfg(test)]
mod links;
#[cfg(test)]
mod one_time;
#[cfg(test)]
mod passwords;
#[cfg(test)]
mod refresh;
#[cfg(test)]
mod rotation;
