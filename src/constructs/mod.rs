//! One file a construct: its table, and the lowering that the table cannot say.

mod bucket;
mod function;
mod key;
mod layer;
mod log_group;
mod parameter;
mod secret;
mod topic;
mod invoke;
mod pattern;
mod queue;
mod table;

use crate::lower::Lower;
use crate::model::Decl;
use crate::schema::{Construct, TriggerShape};

/// Every construct, in the order of the reference.
pub static ALL: &[&Construct] = &[
    &function::FUNCTION,
    &queue::QUEUE,
    &table::TABLE,
    &bucket::BUCKET,
    &topic::TOPIC,
    &secret::SECRET,
    &parameter::PARAMETER,
    &key::KMS_KEY,
    &log_group::LOG_GROUP,
    &layer::LAYER,
];

/// Every construct's word; kept beside [`ALL`], which a test compares.
pub static KINDS: &[&str] = &[
    "function",
    "queue",
    "table",
    "bucket",
    "topic",
    "secret",
    "parameter",
    "kms_key",
    "log_group",
    "layer",
];

/// Triggers whose source is no construct.
static TRIGGERS: &[&TriggerShape] = &[];

pub fn find(kind: &str) -> Option<&'static Construct> {
    ALL.iter().copied().find(|c| c.kind == kind)
}

/// Every `on …` that there is.
pub fn triggers() -> impl Iterator<Item = &'static TriggerShape> {
    ALL.iter().filter_map(|c| c.trigger).chain(TRIGGERS.iter().copied())
}

/// What is to be done for an `existing` declaration that others trigger on: most need nothing.
pub fn existing(_lower: &mut Lower, _decl: &Decl) {}
