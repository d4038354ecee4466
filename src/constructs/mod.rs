//! One file a construct: its table, and the lowering that the table cannot say.

mod alarm;
mod api;
mod bucket;
mod bus;
mod container;
pub(crate) mod function;
mod groups;
mod invoke;
mod key;
mod layer;
mod load_balancer;
mod log_group;
mod network;
mod parameter;
mod pattern;
mod queue;
mod reach;
mod registry;
pub mod rest_api;
mod role;
mod schedule;
mod secret;
mod secrets;
mod security_group;
mod service;
mod size;
mod table;
mod target;
mod task;
mod task_definition;
mod topic;

use crate::schema::{Construct, TriggerShape};

/// Every construct, in the order of the reference.
pub static ALL: &[&Construct] = &[
    &function::FUNCTION,
    &service::SERVICE,
    &task::TASK,
    &api::API,
    &rest_api::REST_API,
    &load_balancer::LOAD_BALANCER,
    &queue::QUEUE,
    &table::TABLE,
    &bucket::BUCKET,
    &topic::TOPIC,
    &secret::SECRET,
    &parameter::PARAMETER,
    &key::KMS_KEY,
    &log_group::LOG_GROUP,
    &layer::LAYER,
    &network::NETWORK,
    &security_group::SECURITY_GROUP,
    &bus::BUS,
    &schedule::SCHEDULE,
    &alarm::ALARM,
    &role::ROLE,
    &role::POLICY,
];

/// Every construct's word; kept beside [`ALL`], which a test compares.
pub static KINDS: &[&str] = &[
    "function",
    "service",
    "task",
    "api",
    "rest_api",
    "load_balancer",
    "queue",
    "table",
    "bucket",
    "topic",
    "secret",
    "parameter",
    "kms_key",
    "log_group",
    "layer",
    "network",
    "security_group",
    "bus",
    "schedule",
    "alarm",
    "role",
    "policy",
];

/// Triggers whose source is no construct.
static TRIGGERS: &[&TriggerShape] = &[&function::url::TRIGGER, &service::ON_QUEUE];

pub fn find(kind: &str) -> Option<&'static Construct> {
    ALL.iter().copied().find(|c| c.kind == kind)
}

/// Every `on …` that there is.
pub fn triggers() -> impl Iterator<Item = &'static TriggerShape> {
    ALL.iter().filter_map(|c| c.trigger).chain(TRIGGERS.iter().copied())
}

/// What a runtime wants of code and handler, whatever the processor; none for those whose programs are not looked into.
pub fn handler_contract(runtime: &crate::aws::runtimes::Runtime) -> Option<crate::code::Contract<'static>> {
    function::contract(runtime, None)
}
