//! What other tools call the words of slsc: CloudFormation, SAM, CDK, Terraform, Bicep, the Serverless Framework and those
//! who come from them. A word that is none of slsc's is answered with the one that says the same.

use super::{Construct, Property, Source};

/// A word of slsc, and what it is called elsewhere; [`same`] compares these.
pub type Called = (&'static str, &'static [&'static str]);

/// Properties, which are named alike in all constructs. What they are copied to ([`Property::to`]) is known without.
const PROPERTIES: &[Called] = &[
    ("above", &["threshold", "greater_than"]),
    ("abort_uploads", &["abort_incomplete_multipart_upload"]),
    ("after", &["max_receive_count", "max_receives"]),
    ("allow", &["ingress", "inbound", "security_group_ingress"]),
    ("allow_out", &["egress", "outbound", "security_group_egress"]),
    ("arch", &["architecture", "architectures", "platform"]),
    ("assumed_by", &["principal", "service_principal"]),
    ("async", &["event_invoke_config", "destinations", "invocation_type"]),
    ("auth", &["authorizer", "authorizers", "authorization_type"]),
    ("batch", &["max_batch_size"]),
    ("build", &["dockerfile", "build_context"]),
    ("capacity", &["billing_mode", "provisioned_throughput", "read_capacity", "write_capacity"]),
    ("cidr", &["cidr_block", "address_space"]),
    ("code", &["code_uri", "source", "src", "source_code", "filename", "entry", "package"]),
    (
        "concurrency",
        &[
            "reserved_concurrency",
            "reserved_concurrent_executions",
            "provisioned_concurrency",
            "maximum_concurrency",
            "max_concurrency",
        ],
    ),
    ("cors", &["cors_configuration", "cors_rule", "cors_rules"]),
    ("count", &["desired_count", "replicas", "instances"]),
    ("dead_letter", &["dlq", "dead_letter_queue", "dead_letter_config", "redrive_policy"]),
    ("deploy", &["deployment_preference", "deployment_configuration"]),
    ("discovery", &["service_discovery", "service_registries", "service_connect"]),
    ("domain", &["domain_name", "custom_domain"]),
    ("emails", &["email"]),
    ("env", &["environment", "environment_variables", "env_vars", "variables"]),
    ("exec", &["execute_command", "enable_execute_command"]),
    ("execution_role", &["task_execution_role"]),
    ("expire", &["expiration"]),
    ("files", &["file_system_configs", "file_systems", "volumes", "mount_points", "efs"]),
    ("filter", &["filter_policy", "filter_criteria"]),
    ("for", &["evaluation_periods"]),
    ("generate", &["generate_secret_string"]),
    ("grace", &["health_check_grace_period"]),
    ("health", &["health_check"]),
    (
        "kms_key",
        &["encryption", "encryption_key", "encryption_configuration", "bucket_encryption", "sse_specification"],
    ),
    (
        "key",
        &["hash_key", "partition_key", "primary_key", "range_key", "sort_key", "key_schema", "attribute_definitions"],
    ),
    (
        "logs",
        &[
            "logging",
            "logging_config",
            "logging_configuration",
            "log_configuration",
            "access_logs",
            "access_log_settings",
        ],
    ),
    ("max_message", &["max_message_size"]),
    ("metric", &["metric_name"]),
    ("move", &["transition", "transitions"]),
    ("name", &["function_name", "queue_name", "topic_name", "table_name", "bucket_name", "service_name"]),
    ("nat", &["nat_gateway", "nat_gateways"]),
    ("network", &["vpc", "vpc_config", "vpc_configuration", "network_configuration", "subnets"]),
    ("notify", &["alarm_actions"]),
    ("partial_failures", &["function_response_types", "report_batch_item_failures"]),
    ("point_in_time_recovery", &["pitr"]),
    ("policies", &["managed_policies", "managed_policy_arns"]),
    ("ports", &["port_mappings"]),
    ("queue", &["dead_letter_target_arn", "target_arn"]),
    ("public_ip", &["assign_public_ip", "map_public_ip"]),
    ("public_read", &["public", "acl", "public_access", "access_control"]),
    ("raw", &["raw_message_delivery", "enable_raw_message_delivery"]),
    ("read_only", &["readonly_root_filesystem"]),
    ("recovered", &["ok_actions"]),
    ("retain", &["retention", "retention_period", "log_retention", "message_retention"]),
    ("role", &["task_role", "iam_role"]),
    ("rotate", &["enable_key_rotation", "key_rotation", "rotation"]),
    ("rules", &["lifecycle", "lifecycle_configuration", "lifecycle_rules", "lifecycle_rule"]),
    ("scale", &["scaling", "auto_scaling"]),
    ("security_groups", &["security_group"]),
    ("spot", &["capacity_provider_strategy", "capacity_providers"]),
    ("stat", &["statistic"]),
    ("stream", &["stream_enabled"]),
    ("throttle", &["throttling", "default_route_settings"]),
    ("tls_only", &["enforce_ssl", "enforce_https"]),
    ("tracing", &["xray"]),
    ("trust", &["assume_role_policy", "assume_role_policy_document", "trust_policy"]),
    ("ttl", &["time_to_live", "time_to_live_specification", "time_to_live_attribute"]),
    ("urls", &["endpoints", "https"]),
    ("versioned", &["versioning", "versioning_configuration"]),
    ("visibility", &["message_visibility"]),
    ("wait", &["receive_wait_time", "long_polling", "wait_time"]),
    ("when", &["schedule", "schedule_expression", "expression", "rate", "cron"]),
    ("working_directory", &["workdir", "cwd"]),
    ("zones", &["availability_zones", "max_azs", "azs"]),
];

/// What begins a declaration or another statement.
const STATEMENTS: &[Called] = &[
    ("api", &["http_api", "apigateway", "apigatewayv2"]),
    ("bucket", &["s3", "s3_bucket"]),
    ("bus", &["event_bus", "eventbridge"]),
    ("existing", &["external", "data"]),
    ("fn", &["func", "def", "fun"]),
    ("function", &["lambda", "lambda_function", "serverless_function"]),
    ("let", &["var", "const", "local", "locals", "val"]),
    ("load_balancer", &["alb", "elb", "nlb"]),
    ("network", &["vpc"]),
    ("param", &["variable", "input", "parameters", "params"]),
    ("queue", &["sqs", "sqs_queue"]),
    ("schedule", &["cron", "timer"]),
    ("service", &["fargate", "ecs_service", "fargate_service"]),
    ("stack", &["app", "project"]),
    ("table", &["dynamodb", "dynamo", "dynamodb_table"]),
    ("topic", &["sns", "sns_topic"]),
    ("use", &["import", "include", "require", "using"]),
];

const TYPES: &[Called] = &[
    ("bool", &["boolean"]),
    ("list", &["array", "set"]),
    ("map", &["object", "dict", "record"]),
    ("number", &["int", "integer", "float", "double", "num"]),
    ("string", &["str", "text"]),
];

/// What follows `on`.
const TRIGGERS: &[Called] = &[
    ("bucket", &["s3", "object", "upload"]),
    ("event", &["eventbridge", "eventbridge_rule", "bus", "event_bus", "event_pattern", "cloudwatch_event", "rule"]),
    ("http", &["api", "http_api", "rest", "route", "request", "load_balancer", "alb"]),
    ("queue", &["sqs"]),
    ("schedule", &["cron", "rate", "timer", "every", "schedule_v2"]),
    ("table", &["dynamodb", "dynamodb_stream", "stream"]),
    ("topic", &["sns"]),
    ("url", &["function_url", "lambda_url"]),
];

/// What follows `can`; of several the one that the target's kind has.
const VERBS: &[Called] = &[
    ("delete", &["remove", "destroy", "erase"]),
    ("invoke", &["call", "execute", "run"]),
    ("list", &["ls"]),
    ("publish", &["send", "notify", "emit", "put"]),
    ("read", &["get", "query", "select", "fetch", "view", "download", "load"]),
    ("receive", &["consume", "poll", "dequeue", "read"]),
    ("run", &["start", "launch", "execute"]),
    ("send", &["publish", "enqueue", "push", "write", "put"]),
    ("write", &["put", "update", "insert", "create", "save", "upload", "store", "modify"]),
];

/// What is a property elsewhere, and what is written here instead.
const NO_PROPERTIES: &[Called] = &[
    ("`@depends_on(Other)` stands before the declaration; what it names comes first anyway", &["depends_on"]),
    (
        "a permission is a line of its own, as in `can read Orders`",
        &[
            "can",
            "permissions",
            "permission",
            "grants",
            "grant",
            "allow",
            "statements",
            "iam_role_statements",
            "policies",
        ],
    ),
    (
        "a trigger is a line of its own, as in `on queue Jobs`",
        &["on", "trigger", "triggers", "event", "events", "event_source", "event_sources", "event_source_mapping"],
    ),
    ("`if condition { … }` stands round a declaration or what is in it", &["condition", "enabled_if"]),
    (
        "`@retain`, `@snapshot` or `@delete` stands before the declaration",
        &["deletion_policy", "update_replace_policy", "removal_policy", "prevent_destroy"],
    ),
    ("`@metadata({ … })` stands before the declaration", &["metadata"]),
    ("`@creation_policy({ … })` stands before the declaration", &["creation_policy"]),
    ("`@update_policy({ … })` stands before the declaration", &["update_policy"]),
    ("`for x in list { … }` stands round what is made for each", &["for_each"]),
    (
        "an index is a block, as in `index ByStatus { key: { status: string } }`",
        &["global_secondary_indexes", "local_secondary_indexes", "global_secondary_index", "indexes", "gsi", "lsi"],
    ),
    ("an alias is a block, as in `alias live {}`", &["auto_publish_alias", "aliases"]),
    ("each container is a block, as in `container Proxy { … }`", &["containers", "container_definitions", "sidecars"]),
];

/// All that is called otherwise elsewhere, by sort; of what is no property, what to write instead.
pub const ALL: [(&str, &[Called]); 6] = [
    ("Declarations and other statements", STATEMENTS),
    ("Properties", PROPERTIES),
    ("Properties elsewhere, something else here", NO_PROPERTIES),
    ("Triggers, after `on`", TRIGGERS),
    ("Permissions, after `can`", VERBS),
    ("Types", TYPES),
];

/// What other tools call a word of slsc.
pub fn others(word: &str) -> impl Iterator<Item = &'static str> {
    let tables = [STATEMENTS, PROPERTIES, TRIGGERS, VERBS, TYPES].into_iter().flatten();
    tables.filter(move |(ours, _)| *ours == word).flat_map(|(_, others)| others.iter().copied())
}

/// What slsc calls a property of other tools, where a table has it.
pub fn property(word: &str, table: &'static [Property]) -> Option<&'static str> {
    let copied = |p: &&Property| p.to.is_some_and(|to| same(word, to.split('.').next().unwrap_or(to)));
    let called = |p: &&Property| same(word, p.name) || is_called(word, PROPERTIES, p.name);
    let found = table.iter().find(copied).or_else(|| table.iter().find(called))?;
    Some(found.name)
}

/// The attribute or the metric that CloudFormation or CloudWatch calls so, or that is called after its kind: `queue_url`.
pub fn attribute(word: &str, construct: &Construct) -> Option<&'static str> {
    let metric = construct.metrics.iter().find(|metric| same(word, metric.metric)).map(|metric| metric.name);
    let after_kind = plain(word).strip_prefix(&plain(construct.kind)).map(str::to_string);
    let attribute = construct.attributes.iter().find(|attribute| match attribute.source {
        Source::GetAtt("", name) if plain(name) == plain(word) => true,
        _ => after_kind.as_ref().is_some_and(|rest| plain(attribute.name) == *rest),
    });
    metric.or_else(|| attribute.map(|attribute| attribute.name))
}

/// What to write instead of a property that slsc has as something else.
pub fn no_property(word: &str) -> Option<&'static str> {
    find(word, NO_PROPERTIES)
}

pub fn statement(word: &str) -> Option<&'static str> {
    find(word, STATEMENTS)
}

pub fn type_name(word: &str) -> Option<&'static str> {
    find(word, TYPES)
}

/// Of the triggers that there are.
pub fn trigger<'t>(word: &str, there: &[&'t str]) -> Option<&'t str> {
    there.iter().copied().find(|kind| is_called(word, TRIGGERS, kind))
}

/// Of the verbs that there are.
pub fn verb<'t>(word: &str, there: &[&'t str]) -> Option<&'t str> {
    there.iter().copied().find(|verb| is_called(word, VERBS, verb))
}

/// What slsc calls a word of any sort, its constructs being these.
pub fn any(word: &str, constructs: &[&Construct]) -> Option<&'static str> {
    let tables = [STATEMENTS, PROPERTIES, TRIGGERS, VERBS, TYPES];
    let copied = || constructs.iter().find_map(|construct| property(word, construct.properties));
    tables.into_iter().find_map(|table| find(word, table)).or_else(copied)
}

fn find(word: &str, table: &[Called]) -> Option<&'static str> {
    table.iter().find(|(_, others)| others.iter().any(|other| same(word, other))).map(|(ours, _)| *ours)
}

fn is_called(word: &str, table: &[Called], ours: &str) -> bool {
    table.iter().any(|(name, others)| *name == ours && others.iter().any(|other| same(word, other)))
}

/// `VisibilityTimeout`, `visibility_timeout` and `visibilityTimeoutSeconds` are the same word.
fn same(a: &str, b: &str) -> bool {
    core(a) == core(b)
}

/// Units and kinds of names that are a part of the word elsewhere and of the value here.
const ENDS: [&str; 12] =
    ["inseconds", "seconds", "indays", "days", "inminutes", "minutes", "inmb", "mb", "arns", "arn", "ids", "id"];

fn plain(word: &str) -> String {
    word.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

fn core(word: &str) -> String {
    let mut core = plain(word);
    if let Some(end) = ENDS.iter().find(|end| core.len() > end.len() && core.ends_with(*end)) {
        core.truncate(core.len() - end.len());
    }
    core
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::constructs;
    use crate::schema::Type;
    use std::collections::BTreeSet;

    fn gather(table: &'static [Property], names: &mut BTreeSet<&'static str>) {
        for property in table {
            names.insert(property.name);
            of_type(&property.ty, names);
        }
    }

    fn of_type(ty: &'static Type, names: &mut BTreeSet<&'static str>) {
        match ty {
            Type::Record(fields) => gather(fields, names),
            Type::List(inner, ..) | Type::OneOrMore(inner, _) | Type::Map(inner) => of_type(inner, names),
            Type::OneOf(types) => types.iter().for_each(|ty| of_type(ty, names)),
            _ => {}
        }
    }

    #[test]
    fn all_words_are_those_of_the_language() {
        let mut names = BTreeSet::new();
        for construct in constructs::ALL {
            gather(construct.properties, &mut names);
            construct.blocks.iter().for_each(|block| gather(block.properties, &mut names));
            construct.trigger.iter().for_each(|shape| gather(shape.options, &mut names));
        }
        for shape in constructs::triggers() {
            gather(shape.options, &mut names);
        }
        let strange: Vec<&str> =
            PROPERTIES.iter().map(|(name, _)| *name).filter(|name| !names.contains(name)).collect();
        assert_eq!(strange, Vec::<&str>::new());
        for (name, _) in TRIGGERS {
            assert!(constructs::triggers().any(|shape| shape.kind == *name), "{name}");
        }
        for (name, _) in VERBS {
            assert!(constructs::ALL.iter().any(|c| c.verb(name).is_some()), "{name}");
        }
        for (name, _) in STATEMENTS {
            assert!(constructs::find(name).is_some() || crate::eval::expand::STATEMENTS.contains(name), "{name}");
        }
    }

    #[test]
    fn no_word_stands_for_two() {
        for table in [PROPERTIES, STATEMENTS, TRIGGERS, TYPES, NO_PROPERTIES] {
            let mut seen = BTreeSet::new();
            for other in table.iter().flat_map(|(_, others)| *others) {
                assert!(seen.insert(core(other)), "{other}");
            }
        }
    }

    #[test]
    fn spelling_and_units_do_not_count() {
        assert!(same("VisibilityTimeout", "visibility_timeout_seconds"));
        assert!(same("kms_key_arn", "kms_key"));
        assert!(!same("id", "name"));
    }
}
