//! Enums with a stable code each: the word that tables, the API and logs use.

/// A stored or transmitted word that no variant has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown {kind}: {code:?}")]
pub struct UnknownCode {
    /// What was being read.
    pub kind: &'static str,
    /// The word that was found.
    pub code: String,
}

macro_rules! coded {
    ($(#[$doc:meta])* pub enum $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $code:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$variant_doc])* $variant,)* }

        impl $name {
            /// Every variant, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The stable code of the variant.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }
        }
        impl std::str::FromStr for $name {
            type Err = $crate::code::UnknownCode;
            fn from_str(code: &str) -> Result<Self, Self::Err> {
                match code {
                    $($code => Ok(Self::$variant),)*
                    _ => Err($crate::code::UnknownCode { kind: stringify!($name), code: code.to_owned() }),
                }
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(self.code()) }
        }
    };
}
pub(crate) use coded;

// An enum of ids of different kinds, each with a stable word for its kind.
macro_rules! ids_of_target {
    ($(#[$doc:meta])* pub enum $name:ident { $($(#[$variant_doc:meta])* $variant:ident($id:ident) = $code:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$variant_doc])* $variant($id),)* }

        impl $name {
            /// The stable word for the kind of target.
            #[must_use]
            pub const fn kind(self) -> &'static str {
                match self { $(Self::$variant(_) => $code,)* }
            }

            /// The raw id.
            #[must_use]
            pub fn uuid(self) -> Uuid {
                match self { $(Self::$variant(id) => $crate::Id::as_uuid(id),)* }
            }

            /// Puts kind and raw id together again.
            ///
            /// # Errors
            /// An unknown kind.
            pub fn from_parts(kind: &str, id: Uuid) -> Result<Self, $crate::code::UnknownCode> {
                match kind {
                    $($code => Ok(Self::$variant($crate::Id::from_uuid(id))),)*
                    _ => Err($crate::code::UnknownCode { kind: stringify!($name), code: kind.to_owned() }),
                }
            }
        }
    };
}
pub(crate) use ids_of_target;
