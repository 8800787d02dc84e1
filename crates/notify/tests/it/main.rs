//! Letters, as they reach a server.

#[cfg(test)]
mod aliyun;
#[cfg(test)]
mod courier;
#[cfg(test)]
mod smtp;
