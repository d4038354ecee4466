//! `unobserved-cluster`.

use crate::lint::common::{Wanted, lacks};
use crate::lint::{Cx, Findings, rule};

rule! {
    "unobserved-cluster", Reliability, Off, AnyStage, check,
    what: "Finds clusters of ECS without Container Insights.",
    why: "CPU, memory and restarts of single tasks are not seen. It is off because each metric costs: some dollars a month for a service.",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-12, 2026-11-29",
}

const WANTED: Wanted = Wanted {
    path: "ClusterSettings",
    raw: "ClusterSettings: [{ Name: \"containerInsights\", Value: \"enabled\" }]",
    word: "",
};

fn check(cx: &Cx, found: &mut Findings) {
    for resource in cx.of("AWS::ECS::Cluster") {
        let message = format!("`{}` has no Container Insights", cx.name(resource));
        lacks(cx, found, &RULE, resource, &WANTED, message, "");
    }
}
