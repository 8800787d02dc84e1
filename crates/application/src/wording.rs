//! Every word of this crate that a user reads.

use xinggen_domain::{
    Credits,
    job::{Job, Operation},
    production::EpisodeState,
    take::Target,
};

/// What a charge is for, in a statement.
pub(crate) fn charge(job: &Job, state: &EpisodeState) -> String {
    let what = match job.operation {
        Operation::Script => "剧本",
        Operation::Storyboard => "分镜",
        Operation::Image => "画面",
        Operation::Voice => "配音",
        Operation::Video => "镜头视频",
        Operation::Cut => "成片",
    };
    let episode = format!("《{}》第 {} 集", state.drama.title, state.episode.number);
    match target(job.target, state) {
        Some(target) => format!("{what} · {target} · {episode}"),
        None => format!("{what} · {episode}"),
    }
}

fn target(target: Target, state: &EpisodeState) -> Option<String> {
    match target {
        Target::Episode(_) => None,
        Target::Character(id) => state.character(id).map(|character| format!("角色 {}", character.name)),
        Target::Scene(id) => {
            state.scenes.iter().find(|scene| scene.id == id).map(|scene| format!("场景 {}", scene.place))
        }
        Target::Prop(id) => {
            state.props.iter().find(|prop| prop.id == id).map(|prop| format!("道具 {}", prop.name))
        }
        Target::Shot(id) => {
            state.shots.iter().find(|shot| shot.id == id).map(|shot| format!("镜头 {}", shot.number))
        }
        Target::Line(id) => {
            let shot = state.shots.iter().find(|shot| shot.lines.iter().any(|line| line.id == id));
            shot.map(|shot| format!("镜头 {} 台词", shot.number))
        }
    }
}

/// Why a production waits for credits.
pub(crate) fn out_of_credits(needed: Credits, available: Credits) -> String {
    format!("积分不足：下一步需要 {needed} 积分，可用 {available} 积分。充值后可继续制作。")
}

/// Why a production failed.
pub(crate) fn failed(what: &str, why: &str) -> String {
    format!("{what}失败：{why}")
}

/// Why a job was called off together with the one it waited for.
pub(crate) const PREREQUISITE_FAILED: &str = "所依赖的任务没有完成";

/// What an operation is called when it fails.
pub(crate) const fn operation(operation: Operation) -> &'static str {
    match operation {
        Operation::Script => "编写剧本",
        Operation::Storyboard => "绘制分镜",
        Operation::Image => "生成画面",
        Operation::Voice => "生成配音",
        Operation::Video => "生成镜头视频",
        Operation::Cut => "合成成片",
    }
}

/// What a job reports when its worker died too often.
pub(crate) const WORKER_LOST: &str = "任务多次中断，已停止重试";
