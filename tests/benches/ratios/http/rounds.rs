use super::{LANES, statements::Statements};
use crate::{Failure, report::median};
use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::task::JoinSet;

const ROUNDS: usize = 5;
/// About how long a round of the bare half takes.
const ROUND: Duration = Duration::from_secs(2);
/// So many pieces of work are done before anything is measured.
const WARM_UP: usize = 300;
/// So many further on a piece of work is for the same user: who comes is looked up at most once a second, and not in
/// the piece that shows which statements one is.
const SAME_USER: usize = 100;
/// How often a piece of work is shown before what it sends is believed to differ.
const TRIES: usize = 3;
/// The first that is measured.
const FIRST: usize = WARM_UP + 2 * SAME_USER * TRIES;

/// One way to do a piece of work.
pub(super) trait Half: Clone + Send + 'static {
    /// Takes turns until there are none left; what it needs for itself, it opens first.
    fn work(self, turns: Turns) -> impl Future<Output = Result<(), Failure>> + Send;
}

/// The numbers of the pieces of work of a round, each given out once.
#[derive(Clone)]
pub(super) struct Turns {
    next: Arc<AtomicUsize>,
    end: usize,
}

impl Turns {
    pub(super) fn take(&self) -> Option<usize> {
        let turn = self.next.fetch_add(1, Ordering::Relaxed);
        (turn < self.end).then_some(turn)
    }
}

/// What the rounds came to.
pub(super) struct Compared {
    /// Of ours to bare: the middle one.
    pub(super) ratio: f64,
    /// Ours and bare, a second: the middle ones.
    pub(super) rates: (f64, f64),
}

/// Measures both in turns. There are at most so many different pieces of work, if they are counted.
pub(super) async fn compare(
    ours: &impl Half,
    bare: &impl Half,
    most: Option<usize>,
    statements: &Statements,
) -> Result<Compared, Failure> {
    round(ours, 0, WARM_UP).await?;
    let a_second = round(bare, 0, WARM_UP).await?;
    same_statements(ours, bare, statements).await?;
    let wanted = (a_second * ROUND.as_secs_f64()) as usize;
    let count = most.map_or(wanted, |most| wanted.min((most - FIRST) / ROUNDS));
    let (mut through, mut without, mut ratios) = (vec![], vec![], vec![]);
    for number in 0..ROUNDS {
        let from = FIRST + number * count;
        let our_rate = round(ours, from, count).await?;
        let bare_rate = round(bare, from, count).await?;
        through.push(our_rate);
        without.push(bare_rate);
        // Of neighbours, so that what else the machine does in the meantime weighs on both.
        ratios.push(our_rate / bare_rate);
    }
    Ok(Compared { ratio: median(ratios), rates: (median(through), median(without)) })
}

/// Fails unless a piece of work is the same statements on both sides: statements here are copies of what the adapter
/// sends, and copies grow old.
async fn same_statements(ours: &impl Half, bare: &impl Half, statements: &Statements) -> Result<(), Failure> {
    let mut seen = (vec![], vec![]);
    // Who comes is looked up anew when the machine was busy with something else for most of a second.
    for turn in (WARM_UP..FIRST).step_by(2 * SAME_USER) {
        seen = (shown(ours, turn, statements).await?, shown(bare, turn, statements).await?);
        if !seen.0.is_empty() && seen.0 == seen.1 {
            return Ok(());
        }
    }
    let only = |one: &[String], other: &[String]| -> Vec<String> {
        one.iter().filter(|statement| !other.contains(statement)).cloned().collect()
    };
    let (ours, bare) = seen;
    let (more, less) = (only(&ours, &bare), only(&bare, &ours));
    let counts = (ours.len(), bare.len());
    Err(format!("other statements, {counts:?}: the API {more:#?}, bare {less:#?}").into())
}

/// The statements of a piece of work whose user was there a moment before.
async fn shown(half: &impl Half, turn: usize, statements: &Statements) -> Result<Vec<String>, Failure> {
    round(half, turn, 1).await?;
    statements.of(round(half, turn + SAME_USER, 1)).await
}

/// Does so many pieces of work; how many a second.
async fn round(half: &impl Half, from: usize, count: usize) -> Result<f64, Failure> {
    let turns = Turns { next: Arc::new(AtomicUsize::new(from)), end: from + count };
    let started = Instant::now();
    let mut lanes = JoinSet::new();
    for _ in 0..LANES {
        lanes.spawn(half.clone().work(turns.clone()));
    }
    while let Some(ended) = lanes.join_next().await {
        ended??;
    }
    Ok(count as f64 / started.elapsed().as_secs_f64())
}
