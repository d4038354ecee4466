//! `table`: Amazon DynamoDB.

use super::invoke;
use crate::aws::limits::{dynamodb, event_sources};
use crate::aws::names;
use crate::diagnostic::{Diagnostic, codes};
use crate::emit::{Node, Object, Policy};
use crate::eval::value::{V, Val};
use crate::lower::grants::Statement;
use crate::lower::{Lower, referred};
use crate::model::{Block, Decl, Trigger};
use crate::schema::{
    Access, Argument, Attribute, BlockShape, Compute, Construct, Existing, Literal, Metric, On, Presence, Property,
    Source, TriggerShape, Type, Verb, Wiring, Word, attribute, part, prop, text, verb, word_as,
};
use smol_str::SmolStr;

static KEY_TYPES: &[Word] =
    &[word_as("string", "S", "a text"), word_as("number", "N", "a number"), word_as("binary", "B", "bytes")];

static STREAMS: &[Word] = &[
    word_as("new_image", "NEW_IMAGE", "the item as it is afterwards"),
    word_as("old_image", "OLD_IMAGE", "the item as it was before"),
    word_as("new_and_old_images", "NEW_AND_OLD_IMAGES", "both"),
    word_as("keys_only", "KEYS_ONLY", "the item's key"),
];

static CAPACITY: &[Property] = &[
    prop("read", Type::Int(1, i64::MAX), "read units a second").required(),
    prop("write", Type::Int(1, i64::MAX), "write units a second").required(),
];

static PROJECT: Type = Type::OneOf(&[
    Type::Words(&[word_as("all", "ALL", "every attribute"), word_as("keys", "KEYS_ONLY", "only keys")]),
    Type::List(&text(1, 255), 1, 100),
]);

static INDEX: BlockShape = BlockShape {
    kind: "index",
    doc: "another way to look items up: a global secondary index, or with `local: true` one that sorts otherwise",
    properties: &[
        prop("key", Type::Map(&Type::Words(KEY_TYPES)), "its partition key, and its sort key after it").required(),
        prop("project", PROJECT, "which attributes it holds").is(Literal::Str("ALL"), "all"),
        prop("local", Type::Bool, "has the table's partition key; can only be made with the table"),
        prop("capacity", Type::Record(CAPACITY), "so much reserved, instead of paying for each request"),
    ],
    max: 25,
    becomes: None,
    attributes: &[],
};

static PROPERTIES: &[Property] = &[
    prop("key", Type::Map(&Type::Words(KEY_TYPES)), "the partition key, and the sort key after it, with their types")
        .required(),
    prop("name", Type::Name(&names::TABLE), "its name in AWS, instead of one that CloudFormation makes")
        .to("TableName"),
    prop("stream", Type::Words(STREAMS), "what its stream tells of each change")
        .to("StreamSpecification.StreamViewType"),
    prop("ttl", text(1, 255), "the attribute that says when an item may be deleted, in seconds since 1970"),
    prop("capacity", Type::Record(CAPACITY), "so much reserved, instead of paying for each request"),
    prop("point_in_time_recovery", Type::Bool, "can be restored to any second of the last 35 days; costs by size")
        .to("PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled"),
    prop(
        "recovery_days",
        Type::Int(dynamodb::RECOVERY_DAYS.min, dynamodb::RECOVERY_DAYS.max),
        "how many days back it can be restored",
    )
    .to("PointInTimeRecoverySpecification.RecoveryPeriodInDays")
    .aws("35"),
    prop("deletion_protection", Type::Bool, "cannot be deleted until this is taken away")
        .to("DeletionProtectionEnabled"),
    prop(
        "class",
        Type::Words(&[
            word_as("standard", "STANDARD", "for most"),
            word_as("infrequent", "STANDARD_INFREQUENT_ACCESS", "cheaper storage, dearer requests"),
        ]),
        "what is cheap",
    )
    .to("TableClass")
    .aws("standard"),
    prop("insights", Type::Bool, "which keys are used most; costs by events")
        .to("ContributorInsightsSpecification.Enabled"),
    prop("kms_key", Type::Ref(&["kms_key"], "arn"), "the key that encrypts it, instead of one that AWS holds"),
    prop("replicate_to", Type::Ref(&["stream"], "arn"), "a Kinesis stream that gets every change")
        .to("KinesisStreamSpecification.StreamArn"),
    prop("tags", Type::Map(&Type::String), "its tags"),
    prop("arn", Type::String, "the ARN of an existing table"),
    prop("stream_arn", Type::String, "the ARN of an existing table's stream"),
];

static ATTRIBUTES: &[Attribute] = &[
    attribute("name", Source::Ref(""), Existing::LastOfArn, "its name"),
    attribute(
        "arn",
        Source::GetAtt("", "Arn"),
        Existing::Format("arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${name}"),
        "its ARN",
    ),
    attribute("stream_arn", Source::GetAtt("", "StreamArn"), Existing::Given, "the ARN of its stream"),
];

const READ: &[&str] = &[
    "dynamodb:BatchGetItem",
    "dynamodb:ConditionCheckItem",
    "dynamodb:DescribeTable",
    "dynamodb:GetItem",
    "dynamodb:Query",
];

static VERBS: &[Verb] = &[
    verb("read", &[Access { actions: READ, on: On::Indexed }], "get items by their keys and query, the indexes too")
        .key(&["kms:Decrypt"]),
    verb(
        "write",
        &[Access {
            actions: &[
                "dynamodb:ConditionCheckItem",
                "dynamodb:DescribeTable",
                "dynamodb:PutItem",
                "dynamodb:UpdateItem",
            ],
            on: On::Arn,
        }],
        "put and update items; `BatchWriteItem` is left out, since IAM cannot allow its puts without its deletes",
    )
    .key(&["kms:Decrypt", "kms:GenerateDataKey"]),
    verb(
        "delete",
        &[Access { actions: &["dynamodb:BatchWriteItem", "dynamodb:DeleteItem"], on: On::Arn }],
        "delete items, also in batches, which may put too",
    )
    .key(&["kms:Decrypt", "kms:GenerateDataKey"]),
    verb(
        "scan",
        &[Access { actions: &["dynamodb:DescribeTable", "dynamodb:Scan"], on: On::Indexed }],
        "read all of it",
    )
    .key(&["kms:Decrypt"]),
];

const EVENTS: &event_sources::EventSource = event_sources::Kind::DynamoDb.facts();

static TRIGGER: TriggerShape = TriggerShape {
    wiring: Wiring::ByTarget,
    kind: "table",
    doc: "runs for changes of a table's items, by its stream",
    targets: &[Compute::Function],
    args: &[Argument { name: "table", ty: Type::Decl(&["table"]), presence: Presence::Needed, doc: "the table" }],
    pattern: None,
    options: invoke::STREAM_OPTIONS,
    access: poll,
    lower: on_table,
    example: "on table Orders { batch: 100, from: latest, retries: 3, on_failure: Failed }",
};

static METRICS: &[Metric] = &[
    Metric {
        name: "read_throttles",
        namespace: "AWS/DynamoDB",
        metric: "ReadThrottleEvents",
        stat: "Sum",
        dimensions: DIMENSIONS,
        doc: "reads that were refused",
    },
    Metric {
        name: "write_throttles",
        namespace: "AWS/DynamoDB",
        metric: "WriteThrottleEvents",
        stat: "Sum",
        dimensions: DIMENSIONS,
        doc: "writes that were refused",
    },
    Metric {
        name: "consumed_read",
        namespace: "AWS/DynamoDB",
        metric: "ConsumedReadCapacityUnits",
        stat: "Sum",
        dimensions: DIMENSIONS,
        doc: "read units used",
    },
    Metric {
        name: "consumed_write",
        namespace: "AWS/DynamoDB",
        metric: "ConsumedWriteCapacityUnits",
        stat: "Sum",
        dimensions: DIMENSIONS,
        doc: "write units used",
    },
    Metric {
        name: "failed_conditions",
        namespace: "AWS/DynamoDB",
        metric: "ConditionalCheckFailedRequests",
        stat: "Sum",
        dimensions: DIMENSIONS,
        doc: "conditions that did not hold",
    },
];

const DIMENSIONS: &[(&str, &str)] = &[("TableName", "name")];

pub static TABLE: Construct = Construct {
    kind: "table",
    group: "data",
    doc: "A table of items (Amazon DynamoDB), paid by request unless capacity is reserved, kept when it leaves the stack.",
    properties: PROPERTIES,
    blocks: &[&INDEX],
    attributes: ATTRIBUTES,
    as_text: "name",
    verbs: VERBS,
    trigger: Some(&TRIGGER),
    stateful: Some(Policy::Retain),
    existing: &["name", "arn", "stream_arn", "kms_key"],
    parts: &[part("", "AWS::DynamoDB::Table", "always")],
    example: "table Orders {\n  key:    { customer: string, placed_at: number }\n  stream: new_and_old_images\n  index ByStatus { key: { status: string, placed_at: number } }\n}",
    check: Some(check),
    lower,
    metrics: METRICS,
    ..Construct::BLANK
};

/// The attributes of a key with their types, as the source gives them.
fn key_of(value: Option<&Val>) -> Vec<(SmolStr, SmolStr, crate::source::Span)> {
    let fields = value.and_then(Val::as_map).map(|m| m.0.as_slice()).unwrap_or_default();
    fields.iter().filter_map(|(k, v)| Some((k.text.clone(), v.as_str()?.into(), k.span))).collect()
}

fn check(lower: &mut Lower, decl: &Decl) {
    check_key(lower, decl.props.get("key"), "a table", decl.name_span);
    let table = key_of(decl.props.get("key"));
    let mut types = table.clone();
    let (mut local, mut global) = (0, 0);
    for block in &decl.blocks {
        check_key(lower, block.props.get("key"), "an index", block.name_span);
        check_index_name(lower, block);
        let key = key_of(block.props.get("key"));
        if block.props.bool("local") == Some(true) {
            local += 1;
            check_local(lower, decl, block, &table, &key);
        } else {
            global += 1;
        }
        for (name, ty, span) in key {
            match types.iter().find(|(n, ..)| *n == name) {
                Some((_, other, first)) if *other != ty => {
                    let message = format!("`{name}` has two types in the keys of `{}`", decl.name);
                    lower
                        .report
                        .add(Diagnostic::error(&codes::CONFLICT, span, message).label(*first, "the other type"));
                }
                Some(_) => {}
                None => types.push((name, ty, span)),
            }
        }
    }
    for (count, most, what) in
        [(global, dynamodb::GLOBAL_INDEXES.max, "global"), (local, dynamodb::LOCAL_INDEXES.max, "local")]
    {
        if count > most {
            let message = format!("`{}` has {count} {what} indexes, at most {most} fit", decl.name);
            lower.error(&codes::OVER_BUDGET, decl.name_span, message);
        }
    }
}

fn check_key(lower: &mut Lower, key: Option<&Val>, what: &str, fallback: crate::source::Span) {
    let Some(key) = key else { return };
    let count = key.as_map().map_or(1, |m| m.0.len());
    if !(1..=2).contains(&count) {
        let span = if count == 0 { fallback } else { key.span };
        let message = format!("the key of {what} has one or two attributes, this has {count}");
        let help = "the first is the partition key, the second the sort key";
        lower.report.add(Diagnostic::error(&codes::OUT_OF_RANGE, span, message).help(help));
    }
}

fn check_index_name(lower: &mut Lower, block: &Block) {
    if let Err(problem) = names::INDEX.check(&block.name) {
        let message = format!("an index cannot be called `{}`: {}", block.name, problem.describe());
        lower.report.add(Diagnostic::error(&codes::BAD_TEXT, block.name_span, message).help(names::INDEX.describe()));
    }
}

type Key = [(SmolStr, SmolStr, crate::source::Span)];

fn check_local(lower: &mut Lower, decl: &Decl, block: &Block, table: &Key, key: &Key) {
    if key.first().map(|k| &k.0) != table.first().map(|k| &k.0) || key.len() != 2 || table.len() != 2 {
        let message = format!(
            "the local index `{}` does not have the table's partition key and a sort key of its own",
            block.name
        );
        let help =
            "a local index sorts the items of a partition otherwise; both keys have two attributes, the first the same";
        let span = block.props.span("key", block.name_span);
        lower.report.add(
            Diagnostic::error(&codes::CONFLICT, span, message)
                .label(decl.props.span("key", decl.name_span), "the table's key")
                .help(help),
        );
    }
    if let Some(prop) = block.props.prop("capacity").filter(|p| !p.value.is_null()) {
        lower.error(&codes::CONFLICT, prop.key_span, "a local index has no `capacity` of its own");
    }
}

fn lower(lower: &mut Lower, decl: &Decl) {
    let mut properties = Object::new();
    lower.copy(&decl.props, &mut properties);
    properties.set("KeySchema", schema(decl.props.get("key")));
    properties.set("AttributeDefinitions", definitions(decl));
    let capacity = decl.props.get("capacity").map(|c| throughput(lower, c));
    properties.set("BillingMode", if capacity.is_some() { "PROVISIONED" } else { "PAY_PER_REQUEST" });
    properties.set("ProvisionedThroughput", capacity);
    let (local, global): (Vec<&Block>, Vec<&Block>) =
        decl.blocks.iter().partition(|b| b.props.bool("local") == Some(true));
    for (name, blocks) in [("GlobalSecondaryIndexes", global), ("LocalSecondaryIndexes", local)] {
        let indexes: Vec<Node> = blocks.into_iter().map(|b| index(lower, b)).collect();
        properties.set(name, (!indexes.is_empty()).then_some(indexes));
    }
    let ttl = lower.get(&decl.props, "ttl").map(|name| crate::object! { "AttributeName": name, "Enabled": true });
    properties.set("TimeToLiveSpecification", ttl);
    if let Some(key) = lower.get(&decl.props, "kms_key") {
        let encryption = crate::object! { "SSEEnabled": true, "SSEType": "KMS", "KMSMasterKeyId": key };
        properties.set("SSESpecification", encryption);
    }
    properties.set("Tags", lower.tags(decl));
    lower.add(decl, "", "AWS::DynamoDB::Table", properties);
}

fn throughput(lower: &Lower, value: &Val) -> Node {
    let field = |name: &str| value.field(name).and_then(|v| lower.property(v));
    Node::from(crate::object! { "ReadCapacityUnits": field("read"), "WriteCapacityUnits": field("write") })
        .at(value.span)
}

/// `KeySchema`: the first attribute is the partition key, the second the sort key.
fn schema(key: Option<&Val>) -> Node {
    let roles = ["HASH", "RANGE"];
    let each = key_of(key)
        .into_iter()
        .zip(roles)
        .map(|((name, _, span), role)| Node::from(crate::object! { "AttributeName": name, "KeyType": role }).at(span));
    each.collect::<Vec<_>>().into()
}

/// Every attribute of any key, once, sorted by name.
fn definitions(decl: &Decl) -> Node {
    let mut all = key_of(decl.props.get("key"));
    for block in &decl.blocks {
        for key in key_of(block.props.get("key")) {
            if !all.iter().any(|(name, ..)| *name == key.0) {
                all.push(key);
            }
        }
    }
    all.sort_by(|a, b| a.0.cmp(&b.0));
    let each = all
        .into_iter()
        .map(|(name, ty, span)| Node::from(crate::object! { "AttributeName": name, "AttributeType": ty }).at(span));
    each.collect::<Vec<_>>().into()
}

fn index(lower: &Lower, block: &Block) -> Node {
    let projection = match block.props.get("project").map(|p| &p.v) {
        Some(V::List(names)) => {
            let names: Vec<Node> = names.iter().map(|n| lower.node(n)).collect();
            crate::object! { "ProjectionType": "INCLUDE", "NonKeyAttributes": names }
        }
        _ => crate::object! { "ProjectionType": lower.get(&block.props, "project") },
    };
    let object = crate::object! {
        "IndexName": block.name.clone(),
        "KeySchema": schema(block.props.get("key")),
        "Projection": projection,
        "ProvisionedThroughput": block.props.get("capacity").map(|c| throughput(lower, c)),
    };
    let node = Node::from(object).at(block.span);
    match block.condition {
        Some(cond) => Node::choose(lower.condition_name(cond), node, Node::no_value()),
        None => node,
    }
}

fn poll(lower: &mut Lower, _: &Decl, trigger: &Trigger) -> Vec<Statement> {
    let Some(id) = trigger.arg("table").and_then(referred) else { return Vec::new() };
    let decl = lower.decl(id);
    let stream = lower.attribute(id, None, "stream_arn").at(trigger.span);
    const POLL: &[&str] = &["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"];
    let mut statements = vec![
        Statement::new(POLL, vec![stream], trigger.span),
        Statement::new(&["dynamodb:ListStreams"], vec![Node::from("*")], trigger.span),
    ];
    if let Some(key) = lower.get(&decl.props, "kms_key") {
        statements.push(Statement::new(&["kms:Decrypt"], vec![key], trigger.span));
    }
    statements.extend(invoke::failure_access(lower, trigger));
    statements
}

fn on_table(lower: &mut Lower, decl: &Decl, trigger: &Trigger) {
    let Some(table) = trigger.arg("table") else { return };
    let Some(source) = referred(table).map(|id| lower.decl(id)) else { return };
    let wanted = if source.existing { "stream_arn" } else { "stream" };
    if source.props.get(wanted).is_none() {
        let message = format!("`{}` has no stream that could trigger `{}`", source.name, decl.name);
        let help = match source.existing {
            true => "give the stream's ARN in the `existing` declaration: `stream_arn: \"arn:…\"`",
            false => "add `stream: new_and_old_images` to the table",
        };
        lower.report.add(
            Diagnostic::error(&codes::MISSING_PROPERTY, table.span, message)
                .label(source.name_span, "declared here")
                .help(help),
        );
        return;
    }
    invoke::check_batch(lower, trigger, EVENTS, false);
    let stream = lower.attribute(source.id, None, "stream_arn").at(table.span);
    let particular = Object::new().with("EventSourceArn", stream);
    invoke::mapping(lower, decl, trigger, table, particular);
}
