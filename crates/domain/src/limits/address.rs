use crate::code::coded;

coded! {
    /// Why an address cannot be a vendor's.
    pub enum AddressFault {
        /// It is no address of the web.
        Malformed = "malformed",
        /// It is not https.
        NotHttps = "not_https",
        /// A name or a password stands in it.
        UserInfo = "user_info",
        /// Something stands behind `#` or `?`.
        Extra = "extra",
        /// It leads into a private network.
        Private = "private",
    }
}

impl AddressFault {
    /// What is wrong with it, in words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Malformed => "must be an address like https://api.example.com/v1",
            Self::NotHttps => "must begin with https://",
            Self::UserInfo => "must have no name and no password in it",
            Self::Extra => "must have nothing behind the path",
            Self::Private => "must not lead into a private network",
        }
    }
}
