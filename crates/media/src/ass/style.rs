use std::fmt::Write as _;
use xinggen_domain::drama::FrameSize;

/// The font of everything that is written into pictures; found by fontconfig.
pub(crate) const FONT: &str = "Noto Sans CJK SC";

/// The font's line is this much higher than its em square, and ASS sizes mean the line: ascent 1160 and descent
/// 288 of 1000 units (Noto Sans CJK 2.004, `hhea`).
const LINE_PER_EM: f64 = 1.448;

/// The two looks of text.
#[derive(Debug, Clone, Copy)]
pub(super) enum Look {
    /// What is spoken: at the bottom.
    Speech,
    /// The visible mark: at the top left.
    Mark,
}

impl Look {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Speech => "Speech",
            Self::Mark => "Mark",
        }
    }

    /// The side of a Chinese character, as a share of the short side. The mark's Latin capitals, 0.73 of that,
    /// still have to reach the 5 % of GB 45438-2025.
    const fn em(self) -> f64 {
        match self {
            Self::Speech => 0.056,
            Self::Mark => 0.072,
        }
    }
}

/// The side of a Chinese character of a subtitle in pixels.
pub(super) fn speech_em(size: FrameSize) -> f64 {
    f64::from(size.short_side()) * Look::Speech.em()
}

/// Everything before the events.
pub(super) fn header(title: &str, size: FrameSize) -> String {
    let title: String = title.chars().filter(|c| !c.is_control()).collect();
    let mut out = format!(
        "[Script Info]\nTitle: {title}\nScriptType: v4.00+\nPlayResX: {}\nPlayResY: {}\nWrapStyle: 2\n\
         ScaledBorderAndShadow: yes\nYCbCr Matrix: TV.709\n\n[V4+ Styles]\n\
         Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, \
         Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, \
         MarginR, MarginV, Encoding\n",
        size.width, size.height
    );
    for look in [Look::Speech, Look::Mark] {
        style(&mut out, look, size);
    }
    out.push_str(
        "\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n",
    );
    out
}

fn style(out: &mut String, look: Look, size: FrameSize) {
    let em = f64::from(size.short_side()) * look.em();
    let side = f64::from(size.short_side()) * 0.05;
    let (alignment, vertical) = match look {
        Look::Speech => (2, f64::from(size.height) * 0.12),
        Look::Mark => (7, f64::from(size.height) * 0.06),
    };
    // Writing into a String cannot fail.
    let _ = writeln!(
        out,
        "Style: {},{FONT},{:.1},&H00FFFFFF,&H00FFFFFF,&H00181410,&H80000000,-1,0,0,0,100,100,0,0,1,{:.1},0,\
         {alignment},{side:.0},{side:.0},{vertical:.0},1",
        look.name(),
        em * LINE_PER_EM,
        em * 0.075,
    );
}
