//! Schedule expressions of EventBridge rules and of EventBridge Scheduler: `rate(…)`, `cron(…)`, `at(…)`, and time zones.
//!
//! Source: <https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html> and
//! <https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html>, read on 2026-11-23.

pub mod at;
pub mod cron;
pub mod rate;
mod unix;
pub mod zones;

use std::ops::Range;

/// What is wrong with the text of a schedule, and where.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ScheduleError {
    /// Bytes of the text that was checked.
    pub at: Range<usize>,
    /// What is wrong: a lower-case message without a full stop.
    pub message: String,
    /// What may stand there, if that can be said shortly.
    pub expected: Option<String>,
    /// A text to take instead of the whole, which is valid.
    pub fix: Option<String>,
}

impl ScheduleError {
    fn new(at: Range<usize>, message: impl Into<String>) -> ScheduleError {
        ScheduleError { at, message: message.into(), expected: None, fix: None }
    }

    fn expecting(mut self, expected: impl Into<String>) -> ScheduleError {
        self.expected = Some(expected.into());
        self
    }

    fn fixed(mut self, fix: Option<String>) -> ScheduleError {
        self.fix = fix;
        self
    }
}
