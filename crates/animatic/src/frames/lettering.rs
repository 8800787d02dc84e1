//! Text as outlines, set in the system's Chinese font.

use super::{
    canvas::{Canvas, flat},
    colour::Rgb,
    shape::{Pt, Shape},
};
use cosmic_text::{Attrs, Buffer, Command, Family, FontSystem, Metrics, Shaping, SwashCache, fontdb};
use std::sync::{Mutex, MutexGuard, PoisonError};
use tiny_skia::{PathBuilder, Transform};
use xinggen_domain::error::{VendorError, VendorErrorClass};

/// Families that have Chinese and Latin letters, best first.
const FAMILIES: &[&str] = &[
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Noto Sans CJK TC",
    "Noto Sans CJK JP",
    "Noto Serif CJK SC",
    "PingFang SC",
    "Microsoft YaHei",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
];

/// How many letters of a line are looked at.
const MOST_LETTERS: usize = 400;

/// One face of one font, and what shapes text with it.
pub(crate) struct Lettering {
    family: String,
    fonts: Mutex<(FontSystem, SwashCache)>,
}

/// A line of text, ready to be drawn.
#[derive(Debug, Clone)]
pub(crate) struct Inscription {
    outline: Shape,
    /// How wide it is in pixels.
    pub(crate) width: f32,
    /// The font size in pixels.
    pub(crate) size: f32,
}

impl Lettering {
    /// Finds the font. All installed fonts are looked at once, by their names only; just the chosen face is kept
    /// and mapped, so that text costs a few hundred kilobytes.
    pub(crate) fn find() -> Result<Self, VendorError> {
        let mut installed = fontdb::Database::new();
        installed.load_system_fonts();
        Self::choose(&installed)
    }

    fn choose(installed: &fontdb::Database) -> Result<Self, VendorError> {
        let missing = || {
            VendorError::new(
                VendorErrorClass::Environment,
                "no font with Chinese letters is installed: install fonts-noto-cjk, or run `make setup`",
            )
        };
        let (family, face) = FAMILIES
            .iter()
            .find_map(|family| {
                let wanted = fontdb::Query {
                    families: &[Family::Name(family)],
                    weight: fontdb::Weight::MEDIUM,
                    ..fontdb::Query::default()
                };
                installed.query(&wanted).map(|id| (*family, id))
            })
            .and_then(|(family, id)| installed.face(id).map(|face| (family, face.clone())))
            .ok_or_else(missing)?;
        let mut only = fontdb::Database::new();
        only.push_face_info(face);
        let fonts = FontSystem::new_with_locale_and_db("zh-CN".to_owned(), only);
        Ok(Self { family: family.to_owned(), fonts: Mutex::new((fonts, SwashCache::new())) })
    }

    fn fonts(&self) -> MutexGuard<'_, (FontSystem, SwashCache)> {
        self.fonts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sets one line. Letters that the font does not have are left out.
    pub(crate) fn set(&self, text: &str, size: f32) -> Inscription {
        let line: String = text.chars().filter(|letter| !letter.is_control()).collect();
        let mut guard = self.fonts();
        let (fonts, cache) = &mut *guard;
        let mut buffer = Buffer::new_empty(Metrics::new(size.max(1.0), size.max(1.0) * 1.2));
        let attrs = Attrs::new().family(Family::Name(&self.family));
        buffer.set_text(&line, &attrs, Shaping::Advanced, None);
        buffer.shape_until_scroll(fonts, false);
        let mut path = PathBuilder::new();
        let mut pen = 0.0;
        for run in buffer.layout_runs() {
            for glyph in run.glyphs.iter().filter(|glyph| glyph.glyph_id != 0) {
                let physical = glyph.physical((0.0, 0.0), 1.0);
                if let Some(commands) = cache.get_outline_commands_uncached(fonts, physical.cache_key) {
                    trace(&mut path, &commands, pen + glyph.x_offset * size);
                }
                pen += glyph.w;
            }
        }
        Inscription { outline: path.finish(), width: pen, size }
    }

    /// Sets one line no wider than `most`: smaller, down to two thirds, then shortened.
    pub(crate) fn fit(&self, text: &str, size: f32, most: f32) -> Inscription {
        // More never fits, and setting takes time by the letter.
        let text: String = text.chars().take(MOST_LETTERS).collect();
        let whole = self.set(&text, size);
        if whole.width <= most {
            return whole;
        }
        let smaller = (size * most / whole.width).max(size * 0.66);
        let mut letters: Vec<char> = text.chars().collect();
        let all = letters.len();
        loop {
            let tail = if letters.len() < all { "…" } else { "" };
            let line = self.set(&format!("{}{tail}", letters.iter().collect::<String>()), smaller);
            if line.width <= most || letters.is_empty() {
                return line;
            }
            let keep = (letters.len() as f32 * most / line.width) as usize;
            letters.truncate(keep.min(letters.len() - 1));
        }
    }
}

fn trace(path: &mut PathBuilder, commands: &[Command], shift: f32) {
    for command in commands {
        match *command {
            Command::MoveTo(to) => path.move_to(to.x + shift, -to.y),
            Command::LineTo(to) => path.line_to(to.x + shift, -to.y),
            Command::QuadTo(by, to) => path.quad_to(by.x + shift, -by.y, to.x + shift, -to.y),
            Command::CurveTo(one, two, to) => {
                path.cubic_to(one.x + shift, -one.y, two.x + shift, -two.y, to.x + shift, -to.y);
            }
            Command::Close => path.close(),
        }
    }
}

impl Inscription {
    /// Draws the line with its left end on the base line at this point.
    pub(crate) fn draw(&self, canvas: &mut Canvas, (x, y): Pt, colour: Rgb) {
        canvas.within(Transform::from_translate(x, y), |canvas| {
            canvas.fill(self.outline.clone(), &flat(colour));
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_without_fonts_is_told_what_to_install() {
        let error = Lettering::choose(&fontdb::Database::new()).err().unwrap();
        assert_eq!(error.class, VendorErrorClass::Environment);
        assert!(error.message.contains("fonts-noto-cjk") && error.message.contains("make setup"));
    }

    #[test]
    fn long_text_is_made_to_fit() {
        let lettering = Lettering::find().unwrap();
        let line = lettering.fit(&"很长的地名".repeat(30), 40.0, 300.0);
        assert!(line.width <= 300.0 && line.width > 150.0, "{}", line.width);
        assert!(lettering.set("ANIMATIC 动态预览", 20.0).outline.is_some());
        assert_eq!(lettering.fit("", 20.0, 100.0).width, 0.0);
        // Nothing of it is wide, so all of it would be set.
        let marks = lettering.fit(&"\u{301}".repeat(100_000), 40.0, 300.0);
        assert!(marks.outline.is_none_or(|outline| outline.len() < MOST_LETTERS * 100));
    }
}
