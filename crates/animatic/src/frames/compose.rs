//! A whole frame: place, people, weather, caption.

use super::{
    backdrop,
    canvas::{Canvas, Wash, glow},
    caption,
    colour::{BLACK, WHITE},
    figure::{self, Acting, Aspect, Lit, Look, Spot},
    framing::Framing,
    lettering::Lettering,
    light::Light,
    prop,
    seed::Seed,
    stage::Stage,
    weather,
};
use tiny_skia::BlendMode;
use xinggen_domain::{
    ports::{Figure, Frame, Person, Place},
    shot::{CameraAngle, ShotSize},
};

/// More people than this are a crowd that nobody could tell apart.
const MOST: usize = 4;

/// Draws a backdrop without people.
pub(crate) fn scene(canvas: &mut Canvas, place: &Place) {
    let framing = Framing::of(ShotSize::Long, CameraAngle::Eye, (canvas.width(), canvas.height()));
    let light = Light::of(place);
    set(canvas, place, &framing, &light);
    weather::fall(canvas, &light, Seed::of(&place.place));
    vignette(canvas);
}

/// Draws a shot.
pub(crate) fn shot(canvas: &mut Canvas, frame: &Frame, lettering: &Lettering) {
    let sheet = (canvas.width(), canvas.height());
    let framing = Framing::of(frame.size, frame.angle, sheet);
    let light = Light::of(&frame.place);
    set(canvas, &frame.place, &framing, &light);
    people(canvas, frame, &framing, &light);
    if frame.cast.is_empty()
        && let Some(name) = frame.props.first()
    {
        prop::insert(canvas, name, lettering);
    }
    weather::fall(canvas, &light, Seed::of(&frame.place.place));
    vignette(canvas);
    caption::draw(canvas, frame, lettering);
}

fn set(canvas: &mut Canvas, place: &Place, framing: &Framing, light: &Light) {
    let seed = Seed::of(&place.place);
    let mut stage = Stage { canvas, camera: framing.camera, light, seed, span: framing.span };
    backdrop::draw(&mut stage, place);
}

fn people(canvas: &mut Canvas, frame: &Frame, framing: &Framing, light: &Light) {
    let cast: Vec<&Figure> = frame.cast.iter().take(MOST).collect();
    let persons: Vec<&Person> = cast.iter().map(|figure| &figure.person).collect();
    let words = format!("{} {}", frame.place.place, frame.place.description);
    let looks = figure::looks_together(&persons, figure::is_ancient(&words));
    // People catch more of the little light there is than walls do: a story needs their faces.
    let open = light.ambient.mix(WHITE, if light.is_night() { 0.38 } else { 0.12 });
    let lit = |dim: f32| Lit {
        ambient: open.scale(dim),
        key: light.key,
        strength: light.strength,
        side: 1.0,
        shade: light.shade,
        haze: (light.haze, 0.0),
    };
    let over = frame.angle == CameraAngle::OverShoulder && cast.len() > 1;
    let front = cast.iter().position(|figure| figure.speaking).unwrap_or(0);
    let mut drawn: Vec<usize> = (0..cast.len()).filter(|&at| !over || at == front).collect();
    // Whoever speaks is drawn last, nearest to us.
    drawn.sort_by_key(|&at| cast[at].speaking);
    let count = drawn.len();
    for &at in &drawn {
        let speaking = cast[at].speaking;
        let (place, of) = if over { (0, 1) } else { (at, count) };
        let spot = framing.spot(place, of, &looks[at], speaking);
        let dim = if speaking || count == 1 { 1.0 } else { 0.86 };
        person(canvas, &looks[at], acting(frame, &cast, at), aspect(frame.angle), spot, &lit(dim));
    }
    if over {
        let listener = if front == 0 { 1 } else { 0 };
        let look = &looks[listener];
        let spot = framing.shoulder(listener < front, look);
        let still = Acting { speaking: false, ..acting(frame, &cast, listener) };
        figure::draw(canvas, look, still, Aspect::Back, spot, &lit(0.45));
    }
}

fn person(canvas: &mut Canvas, look: &Look, acting: Acting, aspect: Aspect, spot: Spot, lit: &Lit) {
    figure::ground_shadow(canvas, spot, 0.42);
    figure::draw(canvas, look, acting, aspect, spot, lit);
}

fn acting(frame: &Frame, cast: &[&Figure], at: usize) -> Acting {
    let others: Vec<&str> = cast
        .iter()
        .enumerate()
        .filter(|&(other, _)| other != at)
        .map(|(_, one)| one.person.name.as_str())
        .collect();
    figure::acting_of(&frame.action, &cast[at].person.name, &others, cast[at].speaking)
}

fn aspect(angle: CameraAngle) -> Aspect {
    match angle {
        CameraAngle::Side => Aspect::Side,
        _ => Aspect::Front(0.35),
    }
}

/// Darker corners draw the eye to the middle.
fn vignette(canvas: &mut Canvas) {
    let (width, height) = (canvas.width(), canvas.height());
    let middle = (width / 2.0, height * 0.46);
    let radius = width.hypot(height) * 0.62;
    let stops = vec![(0.0, BLACK, 0.0), (0.62, BLACK, 0.0), (1.0, BLACK, 0.42)];
    canvas.fill(canvas.sheet(), &Wash::Radial(middle, radius, stops));
    let light = glow((width * 0.7, height * 0.1), radius * 0.7, WHITE, 0.10);
    canvas.blend(canvas.sheet(), &light, BlendMode::Screen);
}
