//! People: a look that a name decides, a pose and a feeling that the action decides, and light on both.

mod acting;
mod body;
mod face;
mod garment;
mod hair;
mod head;
mod look;
mod pose;
mod profile;
mod torso;
mod wardrobe;

pub(crate) use acting::{Acting, acting_of};
pub(crate) use head::Emotion;
pub(crate) use look::{Look, look_of, looks_together};
pub(crate) use pose::Pose;
pub(crate) use wardrobe::is_ancient;

use super::{
    canvas::{Canvas, Layer, Wash, glow, veil},
    colour::{BLACK, Rgb},
    shape::{Pt, oval},
};
use body::Body;
use head::Head;
use pose::joints_of;
use tiny_skia::Transform;

/// From where a person is seen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Aspect {
    /// From the front, turned by this much: 0 is frontal, 0.5 three quarters.
    Front(f32),
    /// From the side.
    Side,
    /// From behind.
    Back,
}

/// Where a person stands on the sheet.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Spot {
    /// Where the feet touch the ground, in pixels.
    pub(crate) feet: Pt,
    /// The height of the head in pixels.
    pub(crate) head: f32,
    /// 1 looks to the right, −1 to the left.
    pub(crate) facing: f32,
    /// Less than 1 when seen from above.
    pub(crate) foreshortening: f32,
}

/// The light on a person.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Lit {
    pub(crate) ambient: Rgb,
    pub(crate) key: Rgb,
    /// 0 to 1.
    pub(crate) strength: f32,
    /// From where the key light comes: −1 left, 1 right.
    pub(crate) side: f32,
    pub(crate) shade: Rgb,
    /// How much the air between fades the person out, and into what.
    pub(crate) haze: (Rgb, f32),
}

impl Look {
    /// This look in a coloured light.
    fn under(mut self, light: Rgb) -> Self {
        for colour in [
            &mut self.skin,
            &mut self.hair,
            &mut self.main,
            &mut self.second,
            &mut self.legs,
            &mut self.accent,
        ] {
            *colour = colour.under(light);
        }
        self
    }
}

/// How tall a pose is, in heads above the feet.
pub(crate) fn stature(look: &Look, pose: Pose) -> f32 {
    let joints = joints_of(look, pose);
    0.62 - joints.head.1
}

/// Draws a person with the light on them.
pub(crate) fn draw(canvas: &mut Canvas, look: &Look, acting: Acting, aspect: Aspect, spot: Spot, lit: &Lit) {
    let reach = spot.head * (look.heads + 0.9);
    let side = spot.head * if acting.pose == Pose::Lie { look.heads + 1.0 } else { 3.4 };
    let (x, y) = spot.feet;
    let Some(mut layer) = canvas.layer((x - side, y - reach), (x + side, y + spot.head * 0.6)) else {
        return;
    };
    let lit_look = look.under(lit.ambient);
    layer.sheet.pen = (0.9 + spot.head * 0.0085) / spot.head;
    let place =
        Transform::from_translate(x, y).pre_scale(spot.head * spot.facing, spot.head * spot.foreshortening);
    let place = if acting.pose == Pose::Lie {
        place.pre_concat(Transform::from_rotate(-90.0)).pre_translate(0.35, look.heads * 0.5)
    } else {
        place
    };
    layer.sheet.within(place, |sheet| whole(sheet, &lit_look, acting, aspect));
    illuminate(&mut layer, spot, look, lit);
    canvas.stamp(&layer, 1.0);
}

fn whole(sheet: &mut Canvas, look: &Look, acting: Acting, aspect: Aspect) {
    let joints = joints_of(look, acting.pose);
    let turn = match aspect {
        Aspect::Front(turn) => turn,
        Aspect::Side | Aspect::Back => 0.5,
    };
    let head = Head { look, emotion: acting.emotion, speaking: acting.speaking, turn };
    let body = Body { look, joints: &joints, pose: acting.pose };
    let at_head = Transform::from_translate(joints.head.0, joints.head.1).pre_rotate(joints.nod);
    let before = |sheet: &mut Canvas| match aspect {
        Aspect::Front(_) => head.behind(sheet),
        Aspect::Side => profile::side_behind(sheet, &head),
        Aspect::Back => {}
    };
    sheet.within(at_head, before);
    body.draw(sheet);
    if !acting.pose.hides_face() {
        body.arm(sheet, 0);
    }
    sheet.within(at_head, |sheet| match aspect {
        Aspect::Front(_) => head.draw(sheet),
        Aspect::Side => profile::side(sheet, &head),
        Aspect::Back => profile::rear(sheet, &head),
    });
    if acting.pose.hides_face() {
        body.arm(sheet, 1);
        body.arm(sheet, 0);
    }
}

/// Shade on the side away from the light, a bright edge towards it, and the air between.
fn illuminate(layer: &mut Layer, spot: Spot, look: &Look, lit: &Lit) {
    let (x, y) = spot.feet;
    let half = spot.head * 1.1;
    let (from, to) = (x - half * lit.side, x + half * lit.side);
    let stops = vec![(0.0, lit.shade, 0.44), (0.55, lit.shade, 0.10), (1.0, lit.shade, 0.0)];
    let top = y - spot.head * look.heads * spot.foreshortening;
    layer.glaze(&Wash::Linear((from, y), (to, top), stops));
    let warm = vec![(0.0, lit.key, 0.0), (0.5, lit.key, 0.0), (1.0, lit.key, 0.20 * lit.strength)];
    layer.glaze(&Wash::Linear((from, y), (to, top), warm));
    let width = (spot.head * 0.022).clamp(1.0, 16.0);
    layer.rim((width * lit.side, -width * 0.45), lit.key.tint(0.25), (lit.strength * 0.95).min(0.9));
    let (haze, share) = lit.haze;
    if share > 0.01 {
        layer.glaze(&veil(haze, share));
    }
}

/// The shadow at the feet.
pub(crate) fn ground_shadow(canvas: &mut Canvas, spot: Spot, alpha: f32) {
    let (x, y) = spot.feet;
    let wide = spot.head * 1.25;
    let flat = Transform::from_translate(x, y).pre_scale(1.0, 0.22);
    canvas.within(flat, |canvas| {
        canvas.fill(oval((0.0, 0.0), wide, wide), &glow((0.0, 0.0), wide, BLACK, alpha));
    });
}
