//! Frames that ffmpeg says it has made, as a share of a longer piece of work.

use xinggen_domain::ports::Progress;

/// One stage of a piece of work: from one percentage to another.
#[derive(Clone, Copy)]
pub(crate) struct Stage<'a> {
    listener: &'a dyn Progress,
    from: u8,
    to: u8,
    message: &'a str,
}

impl<'a> Stage<'a> {
    pub(crate) fn new(listener: &'a dyn Progress, from: u8, to: u8, message: &'a str) -> Self {
        Self { listener, from, to, message }
    }

    /// Tells how far the stage is.
    pub(crate) fn report(&self, done: u32, total: u32) {
        let share = u64::from(done.min(total)) * u64::from(self.to - self.from) / u64::from(total.max(1));
        self.listener.report(self.from + share as u8, self.message);
    }
}

/// The number of frames in one line of `-progress`.
pub(super) fn frames_in(line: &str) -> Option<u32> {
    line.strip_prefix("frame=")?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Mutex;

    struct Heard(Mutex<Vec<u8>>);
    impl Progress for Heard {
        fn report(&self, percent: u8, _message: &str) {
            self.0.lock().unwrap().push(percent);
        }
    }

    #[test]
    fn a_stage_stays_between_its_ends() {
        let heard = Heard(Mutex::default());
        let stage = Stage::new(&heard, 20, 80, "");
        for done in [0, 75, 150, 400] {
            stage.report(done, 150);
        }
        assert_eq!(*heard.0.lock().unwrap(), [20, 50, 80, 80]);
    }

    #[test]
    fn only_frame_lines_count() {
        assert_eq!(frames_in("frame=  42"), Some(42));
        assert_eq!(frames_in("fps=42"), None);
    }
}
