use crate::{
    character::{Age, Gender},
    drama::{FrameSize, Style},
    engine::ModelRef,
    error::VendorError,
    ports::Progress,
    scene::{TimeOfDay, Weather},
    shot::{CameraAngle, ShotSize},
};
use async_trait::async_trait;
use bytes::Bytes;

/// A person to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The name; one look per name and drama.
    pub name: String,
    /// Gender, as far as known.
    pub gender: Gender,
    /// Age, as far as known.
    pub age: Age,
    /// Look and manner; may be empty.
    pub description: String,
}

/// A place to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The place, in the story's words.
    pub place: String,
    /// Whether it is inside.
    pub interior: bool,
    /// When.
    pub time_of_day: TimeOfDay,
    /// The weather.
    pub weather: Weather,
    /// What it looks like; may be empty.
    pub description: String,
}

/// A person in a frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// Who.
    pub person: Person,
    /// Whether the person speaks in this shot.
    pub speaking: bool,
}

/// A shot to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// Where.
    pub place: Place,
    /// How much.
    pub size: ShotSize,
    /// From where.
    pub angle: CameraAngle,
    /// Who, from left to right.
    pub cast: Vec<Figure>,
    /// Names of the props in the picture.
    pub props: Vec<String>,
    /// What happens, in the story's language; may be empty.
    pub action: String,
}

/// What a picture is to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImageSubject {
    /// A person alone, whole body, on a plain ground: the reference for every shot.
    Character(Person),
    /// A place without people.
    Scene(Place),
    /// A thing alone.
    Prop {
        /// The name.
        name: String,
        /// What it looks like; may be empty.
        description: String,
    },
    /// A shot.
    Shot(Box<Frame>),
}

/// A picture that the new one must agree with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// Whom or what it shows.
    pub name: String,
    /// The picture.
    pub image: Bytes,
}

/// A picture to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImageRequest {
    /// What it shows, in parts.
    pub subject: ImageSubject,
    /// What it shows, in words.
    pub prompt: String,
    /// The look.
    pub style: Style,
    /// How large, in pixels.
    pub size: FrameSize,
    /// What it must agree with, the most important first.
    pub references: Vec<Reference>,
}

/// A picture that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GeneratedImage {
    /// The file.
    pub bytes: Bytes,
    /// Its media type: `image/png` or `image/jpeg`.
    pub mime: String,
    /// Its size in pixels.
    pub size: FrameSize,
}

/// What a model does with the pictures that a new one must agree with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReferenceSupport {
    /// It draws the same look from the same words, and needs none.
    NotNeeded,
    /// It takes so many, at least one; of more, the first ones.
    UpTo(u32),
    /// It takes none: looks may differ from picture to picture.
    None,
}

/// Makes pictures.
#[async_trait]
pub trait ImageModel: Send + Sync {
    /// Which model it is; part of every provenance.
    fn model(&self) -> ModelRef;

    /// What it does with [`ImageRequest::references`].
    fn references(&self) -> ReferenceSupport;

    /// Makes one picture.
    async fn draw(
        &self,
        request: &ImageRequest,
        progress: &dyn Progress,
    ) -> Result<GeneratedImage, VendorError>;
}
