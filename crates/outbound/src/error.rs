/// Why an address is not called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AddressFault {
    /// It is not an address of the web.
    #[error("it is not an http address")]
    Malformed,
    /// It is not https.
    #[error("it is not https")]
    NotHttps,
    /// It has a user name or a password in it.
    #[error("it has a user name or a password")]
    UserInfo,
    /// It has a query or a fragment where only a path may be.
    #[error("it has a query or a fragment")]
    Extra,
    /// It is, or resolves to, an address that this client does not call.
    #[error("it is in a private network")]
    Private,
}

/// A request did not get an answer that could be read.
#[derive(Debug, thiserror::Error)]
pub enum OutboundError {
    /// The address is not called: nothing was sent.
    #[error("the address is not allowed: {0}")]
    Address(AddressFault),
    /// There was no connection, or the request could not be written: nothing was sent.
    #[error("no connection")]
    NotSent(#[source] reqwest::Error),
    /// The connection broke, or nothing came in time: what was requested may have been done.
    #[error("the answer did not come")]
    Broken(#[source] reqwest::Error),
    /// The answer has more bytes than its bounds allow.
    #[error("the answer is too long")]
    TooLong,
}

/// The HTTP client cannot be made.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct OpenClientError(pub(crate) reqwest::Error);
