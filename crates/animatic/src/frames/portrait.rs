//! A person alone: the whole body and beside it the head and shoulders, on a plain ground.

use super::{
    canvas::{Canvas, Wash, fade, glow},
    colour::{Rgb, WHITE, hex},
    figure::{self, Acting, Aspect, Emotion, Lit, Pose, Spot},
    lettering::Lettering,
    shape::{oval, pill, rect},
};
use xinggen_domain::ports::Person;

/// A light for plain grounds.
pub(crate) fn studio() -> Lit {
    Lit {
        ambient: WHITE,
        key: hex(0xff_f6_e6),
        strength: 0.55,
        side: 1.0,
        shade: hex(0x4a_46_70),
        haze: (WHITE, 0.0),
    }
}

/// A quiet ground that lets a colour stand out.
pub(crate) fn ground(canvas: &mut Canvas, around: Rgb) {
    let (width, height) = (canvas.width(), canvas.height());
    let tint = around.saturate(0.5).mix(hex(0xe9_e6_e0), 0.78);
    canvas.fill(canvas.sheet(), &fade((0.0, 0.0), (0.0, height), tint.tint(0.30), tint.scale(0.86)));
    let floor = height * 0.80;
    canvas.fill(
        rect(0.0, floor, width, height - floor),
        &fade((0.0, floor), (0.0, height), tint.scale(0.84), tint.scale(0.72)),
    );
    let middle = (width * 0.5, height * 0.42);
    let radius = width.max(height) * 0.6;
    canvas.fill(canvas.sheet(), &glow(middle, radius, WHITE, 0.42));
}

/// Draws the character sheet of a person.
pub(crate) fn draw(canvas: &mut Canvas, person: &Person, lettering: &Lettering) {
    let look = figure::look_of(person, false);
    ground(canvas, look.main);
    let (width, height) = (canvas.width(), canvas.height());
    let acting = |pose, emotion| Acting { pose, emotion, speaking: false };
    let upright = height > width;
    let bust = if upright { (width * 0.66, width * 0.36) } else { (width * 0.68, height * 0.42) };
    let radius = if upright { width * 0.26 } else { height * 0.33 };
    let tint = look.main.mix(WHITE, 0.45);
    canvas.fill(
        oval(bust, radius, radius),
        &fade((bust.0, bust.1 - radius), (bust.0, bust.1 + radius), tint.tint(0.35), tint),
    );
    let head = radius * 0.92;
    let tall = figure::stature(&look, Pose::Stand);
    let close = Spot {
        feet: (bust.0 - head * 0.05, bust.1 - head * 0.52 + head * tall),
        head,
        facing: -1.0,
        foreshortening: 1.0,
    };
    medallion(canvas, bust, radius, |canvas| {
        figure::draw(
            canvas,
            &look,
            acting(Pose::Stand, Emotion::Happy),
            Aspect::Front(0.45),
            close,
            &studio(),
        );
    });
    let body = if upright { height * 0.52 } else { height * 0.74 };
    let spot = Spot {
        feet: (if upright { width * 0.40 } else { width * 0.30 }, height * 0.86),
        head: body / tall,
        facing: 1.0,
        foreshortening: 1.0,
    };
    figure::ground_shadow(canvas, spot, 0.42);
    figure::draw(canvas, &look, acting(Pose::Stand, Emotion::Neutral), Aspect::Front(0.12), spot, &studio());
    name_tag(canvas, &person.name, lettering, (bust.0, bust.1 + radius * 1.12));
}

/// Draws inside a circle only.
fn medallion(canvas: &mut Canvas, (x, y): (f32, f32), radius: f32, draw: impl FnOnce(&mut Canvas)) {
    let Some(mut layer) = canvas.layer((x - radius, y - radius), (x + radius, y + radius)) else {
        return;
    };
    draw(&mut layer.sheet);
    layer.keep_inside(oval((x, y), radius * 0.985, radius * 0.985));
    canvas.stamp(&layer, 1.0);
}

/// A name on a plate, centred below a point.
pub(crate) fn name_tag(canvas: &mut Canvas, name: &str, lettering: &Lettering, (x, y): (f32, f32)) {
    let size = canvas.width().min(canvas.height()) * 0.036;
    let line = lettering.fit(name, size, canvas.width() * 0.5);
    if line.width <= 0.0 {
        return;
    }
    let pad = size * 0.7;
    let left =
        (x - line.width / 2.0).clamp(canvas.width() * 0.1 + pad, canvas.width() * 0.9 - pad - line.width);
    let plate = pill(left - pad, y, line.width + pad * 2.0, size * 1.9, size * 0.95);
    canvas.fill(plate, &Wash::Flat(hex(0x1c_1a_22), 0.62));
    line.draw(canvas, (left, y + size * 1.32), hex(0xfa_f6_ee));
}
