//! The port: long work runs beside the executor, on no more threads than it is given.

use super::{board, divide, script};
use async_trait::async_trait;
use std::{num::NonZeroUsize, sync::Arc, thread::available_parallelism};
use tokio::{sync::Semaphore, task::spawn_blocking};
use xinggen_domain::{
    episode::EpisodeSource,
    error::{VendorError, VendorErrorClass},
    fuel::{Fuel, OutOfFuel},
    ports::{Progress, ScriptRequest, StoryDivider, StoryboardRequest, TextModel},
    provenance::ModelRef,
    script::ScriptDraft,
    storyboard::StoryboardDraft,
};

/// Reads and writes by rules. Needs no key and no network; the same input always gives the same output.
///
/// Stories are divided for requests, scripts and storyboards are made for jobs: each of the two has threads of its own,
/// so that neither waits for the other.
#[derive(Debug, Clone)]
pub struct AnimaticText {
    dividing: Threads,
    writing: Threads,
}

impl AnimaticText {
    /// A reader with as many threads as there are cores for each kind of work. The word segmenter's dictionary is loaded
    /// with the first Chinese story and kept.
    #[must_use]
    pub fn new() -> Self {
        let cores = available_parallelism().unwrap_or(NonZeroUsize::MIN);
        Self::with_threads(cores, cores)
    }

    /// A reader that divides so many stories at once, and writes so many scripts and storyboards.
    #[must_use]
    pub fn with_threads(dividing: NonZeroUsize, writing: NonZeroUsize) -> Self {
        Self { dividing: Threads::new(dividing), writing: Threads::new(writing) }
    }
}

impl Default for AnimaticText {
    fn default() -> Self {
        Self::new()
    }
}

/// A bounded number of threads for work that takes long. The executor's own pool, which has hundreds and which hashing
/// and files share, is never given more.
#[derive(Debug, Clone)]
struct Threads(Arc<Semaphore>);

impl Threads {
    fn new(count: NonZeroUsize) -> Self {
        Self(Arc::new(Semaphore::new(count.get().min(Semaphore::MAX_PERMITS))))
    }

    /// Does the work when a thread is free. A caller that stops waiting before leaves the queue; work that has begun
    /// keeps its thread until it ends, which its budget sees to.
    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, OutOfFuel> + Send + 'static,
    ) -> Result<T, VendorError> {
        // The semaphore is never closed.
        let permit = Arc::clone(&self.0).acquire_owned().await.map_err(broken_off)?;
        let done = spawn_blocking(move || {
            let done = work();
            drop(permit);
            done
        });
        done.await.map_err(broken_off)?.map_err(out_of_fuel)
    }
}

fn broken_off(why: impl std::error::Error + Send + Sync + 'static) -> VendorError {
    VendorError::caused_by(VendorErrorClass::Unknown, "reading the text was broken off; try again", why)
}

fn out_of_fuel(why: OutOfFuel) -> VendorError {
    VendorError::caused_by(
        VendorErrorClass::Invalid,
        "this text is too intricate to read; divide it into shorter parts",
        why,
    )
}

fn nothing_to_say() -> VendorError {
    VendorError::new(
        VendorErrorClass::Invalid,
        "the text has no sentence to speak; give the episode some text",
    )
}

#[async_trait]
impl StoryDivider for AnimaticText {
    async fn divide(&self, story: &str, fuel: &Fuel) -> Result<Vec<EpisodeSource>, VendorError> {
        let (story, fuel) = (story.to_owned(), fuel.clone());
        let divided = self.dividing.run(move || {
            fuel.burn(story.len())?;
            divide::divide(&story, &fuel)
        });
        divided.await
    }
}

#[async_trait]
impl TextModel for AnimaticText {
    fn model(&self) -> ModelRef {
        ModelRef::new("animatic", "text-1")
    }

    async fn write_script(
        &self,
        request: &ScriptRequest,
        fuel: &Fuel,
        progress: &dyn Progress,
    ) -> Result<ScriptDraft, VendorError> {
        progress.report(5, "正在阅读故事");
        let (request, fuel) = (request.clone(), fuel.clone());
        let work = self.writing.run(move || {
            fuel.burn(request.source.len())?;
            script(&request.source, &request.known, &fuel)
        });
        let draft = work.await?;
        progress.report(100, "剧本已完成");
        if draft.beats.is_empty() { Err(nothing_to_say()) } else { Ok(draft) }
    }

    async fn draw_storyboard(
        &self,
        request: &StoryboardRequest,
        fuel: &Fuel,
        progress: &dyn Progress,
    ) -> Result<StoryboardDraft, VendorError> {
        progress.report(5, "正在设计分镜");
        if request.scenes.is_empty() {
            return Err(VendorError::new(
                VendorErrorClass::Invalid,
                "the script has no scenes; write the script anew",
            ));
        }
        let (request, fuel) = (request.clone(), fuel.clone());
        let work = self.writing.run(move || {
            fuel.burn(request.script.beats.len())?;
            board::storyboard(&request, &fuel)
        });
        let draft = work.await?;
        progress.report(100, "分镜已完成");
        if draft.shots.is_empty() { Err(nothing_to_say()) } else { Ok(draft) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use xinggen_domain::ports::Silent;

    #[tokio::test]
    async fn a_story_is_divided_and_written_through_the_port() {
        let (model, fuel) = (AnimaticText::new(), Fuel::for_bytes(1_000));
        let parts = model.divide("林晚推开门。“有人吗？”林晚问。", &fuel).await.expect("it can be divided");
        let request = ScriptRequest { source: parts[0].text.clone(), known: Vec::new() };
        let draft = model.write_script(&request, &fuel, &Silent).await.expect("it can be written");
        assert_eq!(draft.characters[0].name, "林晚");
        assert_eq!(model.model(), ModelRef::new("animatic", "text-1"));
    }

    fn one() -> Threads {
        Threads::new(NonZeroUsize::MIN)
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn work_that_nobody_waits_for_keeps_its_thread_until_it_ends() {
        let (threads, fuel) = (one(), Fuel::new(u64::MAX));
        let working = fuel.clone();
        let endless = threads.run::<()>(move || {
            loop {
                working.burn(1)?;
            }
        });
        let gave_up = tokio::time::timeout(std::time::Duration::from_millis(20), endless).await;
        assert!(gave_up.is_err() && fuel.burn(1).is_ok(), "it computes without a caller");
        let waiting = tokio::time::timeout(std::time::Duration::from_millis(20), threads.run(|| Ok(())));
        assert!(waiting.await.is_err(), "there is one thread, and it is taken");
        fuel.stop();
        threads.run(|| Ok(())).await.expect("the one that stopped waiting is not before this one");
    }

    #[tokio::test]
    async fn work_that_breaks_down_gives_its_thread_back() {
        let threads = one();
        let broken = threads.run::<()>(|| panic!("on purpose")).await.expect_err("it broke down");
        assert_eq!(broken.class, VendorErrorClass::Unknown);
        threads.run(|| Ok(())).await.expect("the thread is free again");
    }

    #[tokio::test]
    async fn jobs_and_requests_do_not_wait_for_each_other() {
        let (model, fuel) =
            (AnimaticText::with_threads(NonZeroUsize::MIN, NonZeroUsize::MIN), Fuel::new(1 << 30));
        let all = Arc::clone(&model.dividing.0).acquire_owned().await.expect("never closed");
        let request = ScriptRequest { source: "雪下了一夜。".to_owned(), known: Vec::new() };
        model.write_script(&request, &fuel, &Silent).await.expect("jobs have threads of their own");
        drop(all);
        let _all = Arc::clone(&model.writing.0).acquire_owned().await.expect("never closed");
        model.divide("雪下了一夜。", &fuel).await.expect("requests have threads of their own");
    }

    #[tokio::test]
    async fn a_text_without_words_is_refused() {
        let request = ScriptRequest { source: "。。。\n***".to_owned(), known: Vec::new() };
        let refused = AnimaticText::new()
            .write_script(&request, &Fuel::for_bytes(100), &Silent)
            .await
            .expect_err("there is nothing to say");
        assert_eq!(refused.class, VendorErrorClass::Invalid);
    }
}
