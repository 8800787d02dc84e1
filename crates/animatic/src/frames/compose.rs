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
    shape::disc,
    stage::Stage,
    weather,
};
use xinggen_domain::{
    ports::{Figure, Frame, Person, Place},
    shot::{CameraAngle, ShotSize},
};

/// More people than this are a crowd that nobody could tell apart.
const MOST: usize = 4;

/// Draws a backdrop without people.
pub(crate) fn scene(canvas: &mut Canvas, place: &Place) {
    let light = Light::of(place);
    set(canvas, place, (ShotSize::Long, CameraAngle::Eye), &light);
    weather::fall(canvas, &light, Seed::of(&place.place));
    vignette(canvas);
}

/// Draws a shot.
pub(crate) fn shot(canvas: &mut Canvas, frame: &Frame, lettering: &Lettering) {
    let light = Light::of(&frame.place);
    let size = reachable(frame);
    let framing = Framing::of(size, frame.angle, (canvas.width(), canvas.height()));
    set(canvas, &frame.place, (size, frame.angle), &light);
    prop::behind(canvas, frame, &framing);
    people(canvas, frame, &framing, &light);
    prop::in_front(canvas, frame, &framing, lettering);
    weather::fall(canvas, &light, Seed::of(&frame.place.place));
    vignette(canvas);
    caption::draw(canvas, frame, lettering);
}

/// The size that the place has room for: no camera stands so far from anyone indoors.
fn reachable(frame: &Frame) -> ShotSize {
    match frame.size {
        ShotSize::ExtremeLong if frame.place.interior => ShotSize::Long,
        size => size,
    }
}

/// How many times smaller the backdrop of a shot is drawn: the nearer the people, the softer what is behind them.
fn softness(size: ShotSize) -> u32 {
    match size {
        ShotSize::ExtremeLong | ShotSize::Long | ShotSize::Full => 1,
        ShotSize::Medium => 2,
        ShotSize::CloseUp => 4,
        ShotSize::ExtremeCloseUp => 6,
    }
}

fn set(canvas: &mut Canvas, place: &Place, (size, angle): (ShotSize, CameraAngle), light: &Light) {
    let seed = Seed::of(&place.place);
    let build = |canvas: &mut Canvas| {
        let Framing { camera, span, .. } = Framing::of(size, angle, (canvas.width(), canvas.height()));
        backdrop::draw(&mut Stage { canvas, camera, light, seed, span }, place);
    };
    let times = softness(size);
    match canvas.smaller(times) {
        Some(mut small) if times > 1 => {
            build(&mut small);
            canvas.cover(small);
        }
        _ => build(canvas),
    }
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
    let (at, reach) = ((width * 0.7, height * 0.1), radius * 0.7);
    canvas.shine(disc(at, reach), &glow(at, reach, WHITE, 0.10));
}
