//! A drama: the series that owns a style, an aspect ratio and a cast.

use crate::{Credits, DramaId, character::VoiceId, code::coded, time::Timestamp};

coded! {
    /// The shape of the picture.
    pub enum AspectRatio {
        /// Upright, for phones.
        Portrait = "9:16",
        /// Wide.
        Landscape = "16:9",
        /// Square.
        Square = "1:1",
    }
}

/// Width and height in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FrameSize {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
}

impl FrameSize {
    /// The shorter side in pixels.
    #[must_use]
    pub fn short_side(self) -> u32 {
        self.width.min(self.height)
    }
}

impl AspectRatio {
    /// The size of a finished picture: 1080 pixels on the short side.
    #[must_use]
    pub const fn frame(self) -> FrameSize {
        match self {
            Self::Portrait => FrameSize { width: 1080, height: 1920 },
            Self::Landscape => FrameSize { width: 1920, height: 1080 },
            Self::Square => FrameSize { width: 1080, height: 1080 },
        }
    }

    /// The size of a still that a camera moves over: a quarter larger than the frame, both sides even.
    #[must_use]
    pub const fn still(self) -> FrameSize {
        match self {
            Self::Portrait => FrameSize { width: 1350, height: 2400 },
            Self::Landscape => FrameSize { width: 2400, height: 1350 },
            Self::Square => FrameSize { width: 1350, height: 1350 },
        }
    }
}

coded! {
    /// The look of a drama.
    pub enum Style {
        /// Ink and flat colour, the default of an animatic.
        Ink = "ink",
        /// Chinese animation.
        Guoman = "guoman",
        /// Clear daylight colours of city stories.
        Urban = "urban",
        /// Faded, warm, of an earlier time.
        Nostalgia = "nostalgia",
        /// Dark, high contrast.
        Noir = "noir",
    }
}

/// A series.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drama {
    /// Its id.
    pub id: DramaId,
    /// Its title, 1 to 200 characters.
    pub title: String,
    /// Its look.
    pub style: Style,
    /// The shape of its picture.
    pub aspect: AspectRatio,
    /// The voice that narrates all its episodes; chosen with the first script.
    pub narrator_voice: Option<VoiceId>,
    /// What the story was imported from, so that importing it again finds this drama. Unique per user.
    pub import_key: Option<String>,
    /// How much may be spent on it; none for as much as there is.
    pub spending_cap: Option<Credits>,
    /// Counts the changes; a writer with an old one is refused.
    pub version: i64,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// When it was put into the trash, from where it can be restored for [`TRASH_DAYS`].
    pub deleted_at: Option<Timestamp>,
}

/// How many days a deleted drama can be restored; then its content and files go for good. Ledger rows stay.
pub const TRASH_DAYS: i64 = 30;
