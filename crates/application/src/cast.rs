//! The elements that the shots of a drama are made of: its characters, scenes and props.

mod characters;
mod elements;
mod props;
mod scenes;

pub use characters::{CharacterChange, CreateCharacter};
pub use elements::{CreateElementError, DeleteElementError};
pub use props::{CreateProp, PropChange};
pub use scenes::{CreateScene, SceneChange};

use crate::Ports;

/// Makes, shows, changes and deletes characters, scenes and props. What an update changes of a look makes the
/// pictures stale that show it.
#[derive(Clone)]
pub struct Cast {
    pub(crate) ports: Ports,
}

impl Cast {
    /// Over these ports.
    #[must_use]
    pub fn new(ports: Ports) -> Self {
        Self { ports }
    }
}
