//! What somebody would write by hand: everything in one ffmpeg command.

use crate::material::{Material, OVERLAP_MS, SHOT_MS, SHOTS, Shot};
use std::{error::Error, fmt::Write as _, process::Stdio};
use tokio::process::Command;
use xinggen_domain::{shot::CameraMovement, time::Millis};

/// Runs the command
/// `ffmpeg -i still-0.png … -i voice-0.wav … -filter_complex GRAPH -map [v] -map [a] -c:v libx264 -preset veryfast
/// -crf 20 -pix_fmt yuv420p -r 30 -c:a aac -b:a 160k -movflags +faststart one-pass.mp4`.
pub(crate) async fn run(material: &Material) -> Result<(), Box<dyn Error>> {
    std::fs::write(material.folder.join("one-pass.ass"), subtitles(material))?;
    let mut command = Command::new("ffmpeg");
    command.args(["-hide_banner", "-loglevel", "error", "-y"]);
    for number in 0..SHOTS {
        command.args(["-i", &format!("still-{number}.png")]);
    }
    for number in 0..SHOTS {
        command.args(["-i", &format!("voice-{number}.wav")]);
    }
    command.args(["-filter_complex", &graph(material), "-map", "[v]", "-map", "[a]"]);
    command
        .args("-c:v libx264 -preset veryfast -crf 20 -pix_fmt yuv420p -r 30 -c:a aac -b:a 160k".split(' '));
    command.args(["-movflags", "+faststart", "one-pass.mp4"]);
    let status = command.current_dir(&material.folder).stdin(Stdio::null()).status().await?;
    if status.success() { Ok(()) } else { Err(format!("the single pass ended with {status}").into()) }
}

/// `zoompan` for each still, `xfade` or `concat` between them, `ass` over all; the voices delayed, mixed, `loudnorm`.
fn graph(material: &Material) -> String {
    let mut graph = String::new();
    for (number, shot) in material.shots.iter().enumerate() {
        let _ = write!(
            graph,
            "[{number}:v]zoompan={}:d={}:s={}x{}:fps=30,format=yuv420p,settb=1/30[c{number}];",
            zoom(shot),
            SHOT_MS * 30 / 1000,
            material.size.width,
            material.size.height,
        );
    }
    let mut last = String::from("c0");
    for number in 1..material.shots.len() {
        let before = &material.shots[number - 1];
        let way = if before.dissolves {
            let offset = seconds(before.start_ms + SHOT_MS - OVERLAP_MS);
            format!("xfade=transition=fade:duration={}:offset={offset}", seconds(OVERLAP_MS))
        } else {
            "concat=n=2:v=1:a=0,settb=1/30".to_owned()
        };
        let _ = write!(graph, "[{last}][c{number}]{way}[v{number}];");
        last = format!("v{number}");
    }
    let _ = write!(graph, "[{last}]ass=one-pass.ass[v];");
    for (number, voice) in material.voices.iter().enumerate() {
        let input = number + SHOTS as usize;
        let _ = write!(graph, "[{input}:a]aresample=48000,adelay={}:all=1[a{number}];", voice.start_ms);
    }
    for number in 0..material.voices.len() {
        let _ = write!(graph, "[a{number}]");
    }
    let _ = write!(
        graph,
        "amix=inputs={}:normalize=0,apad=whole_dur={},aresample=48000,aformat=channel_layouts=stereo,\
         loudnorm=I=-16:TP=-1.5,aresample=48000,aformat=channel_layouts=stereo[a]",
        material.voices.len(),
        seconds(material.duration_ms),
    );
    graph
}

fn zoom(shot: &Shot) -> String {
    let last = SHOT_MS * 30 / 1000 - 1;
    let (zoom, x, y) = match shot.movement {
        CameraMovement::Fixed => ("1".to_owned(), "0".to_owned(), "0".to_owned()),
        CameraMovement::PushIn => centred(&format!("1+0.15*on/{last}")),
        CameraMovement::PullOut => centred(&format!("1.15-0.15*on/{last}")),
        CameraMovement::PanLeft => moving(&format!("(1-on/{last})"), "0.5"),
        CameraMovement::PanRight => moving(&format!("on/{last}"), "0.5"),
        CameraMovement::TiltUp => moving("0.5", &format!("(1-on/{last})")),
        CameraMovement::TiltDown => moving("0.5", &format!("on/{last}")),
    };
    format!("z='{zoom}':x='{x}':y='{y}'")
}

fn centred(zoom: &str) -> (String, String, String) {
    (zoom.to_owned(), "(iw-iw/zoom)/2".to_owned(), "(ih-ih/zoom)/2".to_owned())
}

fn moving(x: &str, y: &str) -> (String, String, String) {
    ("1.15".to_owned(), format!("(iw-iw/zoom)*{x}"), format!("(ih-ih/zoom)*{y}"))
}

fn seconds(ms: Millis) -> f64 {
    f64::from(ms) / 1000.0
}

fn subtitles(material: &Material) -> String {
    let mut text = String::from(
        "[Script Info]\nScriptType: v4.00+\nPlayResX: 1080\nPlayResY: 1920\nWrapStyle: 2\n\n[V4+ Styles]\n\
         Format: Name, Fontname, Fontsize, PrimaryColour, OutlineColour, Bold, BorderStyle, Outline, Shadow, \
         Alignment, MarginL, MarginR, MarginV, Encoding\n\
         Style: D,Noto Sans CJK SC,88,&H00FFFFFF,&H00101010,-1,1,5,0,2,40,40,230,1\n\
         Style: M,Noto Sans CJK SC,112,&H00FFFFFF,&H00101010,-1,1,6,0,7,54,54,115,1\n\n[Events]\n\
         Format: Layer, Start, End, Style, Text\nDialogue: 0,0:00:00.00,0:00:03.00,M,AI生成\n",
    );
    for shot in &material.shots {
        for cue in &shot.cues {
            let (start, end) = (cue.start_ms + shot.start_ms, cue.end_ms + shot.start_ms);
            let _ = writeln!(text, "Dialogue: 0,{},{},D,{}", clock(start), clock(end), cue.rows.join("\\N"));
        }
    }
    text
}

fn clock(ms: Millis) -> String {
    format!("0:{:02}:{:02}.{:02}", ms / 60_000, ms / 1000 % 60, ms % 1000 / 10)
}
