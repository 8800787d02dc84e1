/// How the cut is to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CutOptions {
    /// Whether subtitles stand in the picture; they are kept beside it in any case.
    pub burn_subtitles: bool,
    /// Whether generated content carries the AI mark and label. An operator's setting, not a user's.
    pub label: bool,
}
