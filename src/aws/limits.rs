//! AWS's limits that a compiler can hold a stack against, service by service, each with its source.
//!
//! Read on 2026-11-23 from AWS's documentation and the CloudFormation schemas of 2026-10-20 (cfn-lint 1.58.0).

use super::Source;

/// The least and the most that a number may be, both included.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Range {
    pub min: i64,
    pub max: i64,
    /// What is counted: `s`, `MB`, `bytes`, `messages` …; as AWS counts it in the property.
    pub unit: &'static str,
    pub source: Source,
}

impl Range {
    const fn new(min: i64, max: i64, unit: &'static str, source: Source) -> Range {
        Range { min, max, unit, source }
    }

    const fn up_to(max: i64, unit: &'static str, source: Source) -> Range {
        Range::new(0, max, unit, source)
    }

    pub fn holds(&self, value: i64) -> bool {
        (self.min..=self.max).contains(&value)
    }

    pub fn nearest(&self, value: i64) -> i64 {
        value.clamp(self.min, self.max)
    }

    /// In words: `1 to 900 s`, `at most 5 layers`.
    pub fn describe(&self) -> String {
        match self.min {
            0 => format!("at most {} {}", self.max, self.unit),
            _ => format!("{} to {} {}", self.min, self.max, self.unit),
        }
    }
}

pub mod lambda {
    use super::{Range, Source};

    pub const SOURCE: Source = Source::read("https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html");
    const FUNCTION: Source = Source::read(
        "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-function.html",
    );
    const ASYNC: Source =
        Source::read("https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html");

    pub const TIMEOUT: Range = Range::new(1, 900, "s", SOURCE);
    /// With a capacity provider (Lambda managed instances).
    pub const TIMEOUT_MANAGED: Range = Range::new(1, 5_400, "s", SOURCE);
    pub const TIMEOUT_DEFAULT: i64 = 3;
    pub const MEMORY: Range = Range::new(128, 10_240, "MB", SOURCE);
    /// With a capacity provider (Lambda managed instances).
    pub const MEMORY_MANAGED: Range = Range::new(128, 32_768, "MB", SOURCE);
    pub const MEMORY_DEFAULT: i64 = 128;
    /// `/tmp`; 512 MB are in the price.
    pub const EPHEMERAL_STORAGE: Range = Range::new(512, 10_240, "MB", SOURCE);
    pub const LAYERS: Range = Range::up_to(5, "layers", SOURCE);
    pub const DESCRIPTION: Range = Range::up_to(256, "characters", FUNCTION);
    pub const HANDLER: Range = Range::new(1, 128, "characters", FUNCTION);
    pub const SECURITY_GROUPS: Range = Range::up_to(5, "security groups", FUNCTION);
    pub const SUBNETS: Range = Range::up_to(16, "subnets", FUNCTION);
    /// Names and values of all variables together, as [`crate::aws::environment::size`] counts them.
    pub const ENVIRONMENT: Range = Range::up_to(4_096, "bytes", SOURCE);
    pub const INLINE_CODE: Range = Range::up_to(4 * 1024 * 1024, "bytes", FUNCTION);
    /// A zip that is uploaded in the call; by way of S3 only [`UNZIPPED`] counts.
    pub const ZIP_DIRECT: Range = Range::up_to(50 * 1024 * 1024, "bytes", SOURCE);
    /// The code with all its layers, unzipped.
    pub const UNZIPPED: Range = Range::up_to(250 * 1024 * 1024, "bytes", SOURCE);
    pub const IMAGE: Range = Range::up_to(10 * 1024 * 1024 * 1024, "bytes", SOURCE);
    pub const PAYLOAD_SYNC: Range = Range::up_to(6 * 1024 * 1024, "bytes", SOURCE);
    pub const PAYLOAD_ASYNC: Range = Range::up_to(1024 * 1024, "bytes", SOURCE);
    pub const PAYLOAD_STREAMED: Range = Range::up_to(200 * 1024 * 1024, "bytes", SOURCE);
    pub const ASYNC_RETRIES: Range = Range::up_to(2, "retries", ASYNC);
    pub const ASYNC_AGE: Range = Range::new(60, 21_600, "s", ASYNC);
    pub const RESOURCE_POLICY: Range = Range::up_to(20_480, "bytes", SOURCE);
    /// One mount of a file system a function, below `/mnt/`.
    pub const FILE_SYSTEMS: Range = Range::up_to(1, "file systems", FUNCTION);
    pub const FILTERS: Range = Range::up_to(20, "filters", super::event_sources::FILTER_SOURCE);
    pub const FILTER_PATTERN: Range = Range::up_to(4_096, "characters", super::event_sources::FILTER_SOURCE);
}

pub mod event_sources {
    //! What an event source mapping may say, by source.

    use super::{Range, Source};

    pub const SOURCE: Source =
        Source::read("https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html");
    pub const FILTER_SOURCE: Source =
        Source::read("https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html");

    #[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
    pub enum Kind {
        Queue,
        FifoQueue,
        Kinesis,
        DynamoDb,
        Msk,
        Kafka,
        Mq,
        DocumentDb,
    }

    /// Where in a stream reading can begin.
    #[derive(Clone, Copy, PartialEq, Eq, Debug)]
    pub enum Start {
        Never,
        Required(&'static [&'static str]),
    }

    /// What a mapping of one kind of source takes; `None` where AWS refuses the property.
    #[derive(Clone, Copy, PartialEq, Eq, Debug)]
    pub struct EventSource {
        pub kind: Kind,
        pub noun: &'static str,
        pub batch: Range,
        pub default_batch: i64,
        /// `MaximumBatchingWindowInSeconds`.
        pub window: Option<Range>,
        pub default_window_ms: i64,
        /// A batch above it needs a window of at least a second. AWS's documents say the same of streams; their default
        /// (a batch of 100 and no window) says that it does not hold, so it is not checked there.
        pub batch_without_window: Option<i64>,
        pub start: Start,
        /// `ScalingConfig.MaximumConcurrency`.
        pub concurrency: Option<Range>,
        /// `ProvisionedPollerConfig`, both ends.
        pub pollers: Option<Range>,
        /// `ParallelizationFactor`.
        pub parallelization: Option<Range>,
        /// `TumblingWindowInSeconds`.
        pub tumbling: Option<Range>,
        /// `MaximumRetryAttempts`; −1 is without end.
        pub retries: Option<Range>,
        /// `MaximumRecordAgeInSeconds`; −1 is without end, and 0 to 59 are refused.
        pub age: Option<Range>,
        /// `Topics` or `Queues`.
        pub names: Option<Range>,
    }

    const STREAM_STARTS: &[&str] = &["TRIM_HORIZON", "LATEST", "AT_TIMESTAMP"];
    const TABLE_STARTS: &[&str] = &["TRIM_HORIZON", "LATEST"];

    const fn batch(max: i64) -> Range {
        Range::new(1, max, "records", SOURCE)
    }

    const WINDOW: Range = Range::new(0, 300, "s", SOURCE);
    const POLLERS: Range = Range::new(1, 2_000, "pollers", SOURCE);

    const QUEUE: EventSource = EventSource {
        kind: Kind::Queue,
        noun: "queue",
        batch: batch(10_000),
        default_batch: 10,
        window: Some(WINDOW),
        default_window_ms: 0,
        batch_without_window: Some(10),
        start: Start::Never,
        concurrency: Some(Range::new(2, 1_000, "invocations", SOURCE)),
        pollers: Some(Range::new(2, 10_000, "pollers", SOURCE)),
        parallelization: None,
        tumbling: None,
        retries: None,
        age: None,
        names: None,
    };

    const STREAM: EventSource = EventSource {
        kind: Kind::Kinesis,
        noun: "stream",
        default_batch: 100,
        batch_without_window: None,
        start: Start::Required(STREAM_STARTS),
        concurrency: None,
        pollers: None,
        parallelization: Some(Range::new(1, 10, "batches a shard", SOURCE)),
        tumbling: Some(Range::new(0, 900, "s", SOURCE)),
        retries: Some(Range::new(-1, 10_000, "retries", SOURCE)),
        age: Some(Range::new(-1, 604_800, "s", SOURCE)),
        ..QUEUE
    };

    const KAFKA: EventSource = EventSource {
        kind: Kind::Kafka,
        noun: "Kafka topic",
        default_window_ms: 500,
        pollers: Some(POLLERS),
        parallelization: None,
        tumbling: None,
        retries: None,
        age: None,
        names: Some(Range::new(1, 1, "topics", SOURCE)),
        ..STREAM
    };

    const MQ: EventSource = EventSource {
        kind: Kind::Mq,
        noun: "broker's queue",
        default_batch: 100,
        default_window_ms: 500,
        batch_without_window: None,
        concurrency: None,
        pollers: None,
        names: Some(Range::new(1, 1, "queues", SOURCE)),
        ..QUEUE
    };

    pub const ALL: [EventSource; 8] = [
        QUEUE,
        EventSource { kind: Kind::FifoQueue, noun: "FIFO queue", batch: batch(10), window: None, ..QUEUE },
        STREAM,
        EventSource { kind: Kind::DynamoDb, noun: "table's stream", start: Start::Required(TABLE_STARTS), ..STREAM },
        EventSource { kind: Kind::Msk, noun: "MSK topic", ..KAFKA },
        KAFKA,
        MQ,
        EventSource {
            kind: Kind::DocumentDb,
            noun: "DocumentDB change stream",
            names: None,
            start: Start::Required(STREAM_STARTS),
            ..MQ
        },
    ];

    impl Kind {
        pub const fn facts(self) -> &'static EventSource {
            match self {
                Kind::Queue => &ALL[0],
                Kind::FifoQueue => &ALL[1],
                Kind::Kinesis => &ALL[2],
                Kind::DynamoDb => &ALL[3],
                Kind::Msk => &ALL[4],
                Kind::Kafka => &ALL[5],
                Kind::Mq => &ALL[6],
                Kind::DocumentDb => &ALL[7],
            }
        }
    }
}

pub mod sqs {
    use super::{Range, Source};

    pub const SOURCE: Source = Source::read(
        "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html",
    );

    pub const VISIBILITY: Range = Range::up_to(43_200, "s", SOURCE);
    pub const VISIBILITY_DEFAULT: i64 = 30;
    pub const RETENTION: Range = Range::new(60, 1_209_600, "s", SOURCE);
    pub const RETENTION_DEFAULT: i64 = 345_600;
    pub const DELAY: Range = Range::up_to(900, "s", SOURCE);
    pub const WAIT: Range = Range::up_to(20, "s", SOURCE);
    pub const MESSAGE: Range = Range::new(1_024, 1_048_576, "bytes", SOURCE);
    /// `maxReceiveCount` of a redrive policy.
    pub const RECEIVES: Range = Range::new(1, 1_000, "receives", SOURCE);
    pub const KMS_REUSE: Range = Range::new(60, 86_400, "s", SOURCE);
}

pub mod sns {
    use super::{Range, Source};

    pub const SOURCE: Source = Source::read("https://docs.aws.amazon.com/general/latest/gr/sns.html");

    /// 256 KiB unless the topic's own limit is raised (to 1 MiB at most).
    pub const MESSAGE: Range = Range::up_to(262_144, "bytes", SOURCE);
    pub const MESSAGE_RAISED: Range = Range::up_to(1_048_576, "bytes", SOURCE);
    pub const DISPLAY_NAME: Range = Range::up_to(100, "characters", SOURCE);
    pub const FILTER_KEYS: Range = Range::up_to(
        5,
        "keys",
        Source::read("https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html"),
    );
    pub const FILTER_COMBINATIONS: Range = Range::up_to(
        150,
        "combinations",
        Source::read("https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html"),
    );
    pub const ARCHIVE_DAYS: Range = Range::new(1, 365, "days", SOURCE);
}

pub mod dynamodb {
    use super::{Range, Source};

    pub const SOURCE: Source =
        Source::read("https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html");

    pub const GLOBAL_INDEXES: Range = Range::up_to(20, "global indexes", SOURCE);
    pub const LOCAL_INDEXES: Range = Range::up_to(5, "local indexes", SOURCE);
    /// Attributes that all indexes of a table project by name, together.
    pub const PROJECTED_ATTRIBUTES: Range = Range::up_to(100, "projected attributes", SOURCE);
    pub const ATTRIBUTE_NAME: Range = Range::new(1, 255, "bytes", SOURCE);
    pub const ITEM: Range = Range::up_to(409_600, "bytes", SOURCE);
    pub const RECOVERY_DAYS: Range = Range::new(1, 35, "days", SOURCE);
}

pub mod s3 {
    use super::{Range, Source};

    pub const SOURCE: Source =
        Source::read("https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html");

    pub const LIFECYCLE_RULES: Range = Range::up_to(1_000, "lifecycle rules", SOURCE);
    pub const CORS_RULES: Range = Range::up_to(
        100,
        "CORS rules",
        Source::read("https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketCors.html"),
    );
    pub const KEY: Range = Range::new(
        1,
        1_024,
        "bytes",
        Source::read("https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html"),
    );
}

pub mod api {
    use super::{Range, Source};

    pub const SOURCE: Source = Source::read("https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html");

    pub const HTTP_TIMEOUT: Range = Range::new(50, 30_000, "ms", SOURCE);
    pub const REST_TIMEOUT: Range = Range::new(50, 29_000, "ms", SOURCE);
    /// What it can be raised to for regional and private APIs, at the cost of the account's requests a second.
    /// <https://repost.aws/questions/QUlDTc_17EQ_mOJAhR3LHNDw>, read on 2026-11-30.
    pub const REST_TIMEOUT_RAISED: Range = Range::new(50, 300_000, "ms", SOURCE);
    /// Where the answer is streamed.
    pub const REST_TIMEOUT_STREAMED: Range = Range::new(50, 900_000, "ms", STREAMED);
    const STREAMED: Source =
        Source::read("https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode.html");
    pub const WEBSOCKET_TIMEOUT: Range = Range::new(50, 29_000, "ms", SOURCE);
    /// Adjustable: routes of one HTTP or WebSocket API.
    pub const ROUTES: Range = Range::up_to(300, "routes", SOURCE);
    /// Adjustable: resources of one REST API.
    pub const REST_RESOURCES: Range = Range::up_to(300, "resources", SOURCE);
    pub const AUTHORIZER_CACHE: Range = Range::up_to(3_600, "s", SOURCE);
    /// Adjustable: authorizers of one REST API.
    pub const AUTHORIZERS: Range = Range::up_to(10, "authorizers", SOURCE);
    pub const CACHE_TTL: Range = Range::up_to(3_600, "s", SOURCE);
    /// The least size of an answer that is compressed.
    pub const COMPRESSION: Range = Range::up_to(10_485_760, "bytes", SOURCE);
    pub const PAYLOAD: Range = Range::up_to(10 * 1024 * 1024, "bytes", SOURCE);
    pub const CORS_MAX_AGE: Range = Range::new(-1, 86_400, "s", SOURCE);
}

pub mod appsync {
    use super::{Range, Source};

    /// How long a request may take; not adjustable.
    pub const REQUEST: Range =
        Range::up_to(30_000, "ms", Source::read("https://docs.aws.amazon.com/general/latest/gr/appsync.html"));
}

pub mod cognito {
    use super::{Range, Source};

    /// How long a user pool waits for a function; not adjustable.
    pub const TRIGGER: Range = Range::up_to(
        5,
        "s",
        Source::read(
            "https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html",
        ),
    );
}

pub mod events {
    use super::{Range, Source};

    pub const SOURCE: Source = Source::read("https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html");
    const TARGET: Source =
        Source::read("https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_RetryPolicy.html");

    pub const TARGETS: Range = Range::new(1, 5, "targets", SOURCE);
    /// Adjustable.
    pub const PATTERN: Range = Range::up_to(2_048, "characters", SOURCE);
    pub const RETRIES: Range = Range::up_to(185, "retries", TARGET);
    pub const AGE: Range = Range::new(60, 86_400, "s", TARGET);
    pub const INPUT: Range = Range::up_to(8_192, "characters", SOURCE);
    pub const DESCRIPTION: Range = Range::up_to(512, "characters", SOURCE);
    pub const INPUT_PATHS: Range = Range::up_to(100, "input paths", SOURCE);
}

pub mod scheduler {
    use super::{Range, Source};

    pub const SOURCE: Source =
        Source::read("https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html");

    pub const FLEXIBLE_WINDOW: Range = Range::new(1, 1_440, "min", SOURCE);
    pub const RETRIES: Range = Range::up_to(185, "retries", SOURCE);
    pub const AGE: Range = Range::new(60, 86_400, "s", SOURCE);
    pub const DESCRIPTION: Range = Range::up_to(512, "characters", SOURCE);
    pub const EXPRESSION: Range = Range::new(1, 256, "characters", SOURCE);
    pub const TIME_ZONE: Range = Range::new(1, 50, "characters", SOURCE);
}

pub mod ecs {
    use super::{Range, Source};

    pub const SOURCE: Source =
        Source::read("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html");
    const TASK: Source =
        Source::read("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html");

    /// What can be asked for; 20 GiB come without asking.
    pub const EPHEMERAL_STORAGE: Range = Range::new(21, 200, "GiB", TASK);
    pub const EPHEMERAL_STORAGE_DEFAULT: i64 = 20;
    pub const STOP_TIMEOUT: Range = Range::up_to(120, "s", TASK);
    pub const CONTAINERS: Range = Range::new(1, 10, "containers", SOURCE);
    pub const TASK_DEFINITION: Range = Range::up_to(65_536, "bytes", SOURCE);
    /// Adjustable.
    pub const TASKS: Range = Range::up_to(5_000, "tasks", SOURCE);
    pub const TARGET_GROUPS: Range = Range::up_to(5, "target groups", SOURCE);
    pub const SECURITY_GROUPS: Range = Range::up_to(5, "security groups", SOURCE);
    pub const SUBNETS: Range = Range::up_to(16, "subnets", SOURCE);
    pub const HEALTH_GRACE: Range = Range::up_to(2_147_483_647, "s", TASK);
    pub const MINIMUM_HEALTHY: Range = Range::up_to(100, "%", TASK);
    pub const MAXIMUM_HEALTHY: Range = Range::new(100, 2_147_483_647, "%", TASK);
    pub const HEALTH_INTERVAL: Range = Range::new(5, 300, "s", TASK);
    pub const HEALTH_TIMEOUT: Range = Range::new(2, 60, "s", TASK);
    pub const HEALTH_RETRIES: Range = Range::new(1, 10, "retries", TASK);
    pub const HEALTH_START: Range = Range::up_to(300, "s", TASK);

    const DEPLOYMENT: Source = Source::read(
        "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-ecs-service-linearconfiguration.html",
    );
    pub const BAKE: Range = Range::up_to(1_440, "min", DEPLOYMENT);
    pub const STEP_BAKE: Range = Range::up_to(1_440, "min", DEPLOYMENT);
    /// CloudFormation refuses a deployment that waits for longer in all.
    pub const DEPLOYMENT_TIME: Range = Range::up_to(33 * 60, "min", DEPLOYMENT);
    /// The least and the most percent of requests that a step of a linear deployment moves; multiples of 0.1.
    pub const STEP_PERCENT: (f64, f64) = (3.0, 100.0);
    /// The least and the most percent of requests that a canary deployment moves first; multiples of 0.1.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CanaryConfiguration.html>, 2026-11-23.
    pub const CANARY_PERCENT: (f64, f64) = (0.1, 100.0);
}

pub mod alb {
    use super::{Range, Source};

    pub const SOURCE: Source =
        Source::read("https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html");
    const GROUP: Source =
        Source::read("https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html");

    pub const LISTENERS: Range = Range::up_to(50, "listeners", SOURCE);
    /// Without the default rules.
    pub const RULES: Range = Range::up_to(100, "rules", SOURCE);
    pub const TARGET_GROUPS: Range = Range::up_to(100, "target groups", SOURCE);
    pub const FUNCTIONS_A_TARGET_GROUP: Range = Range::up_to(1, "functions", SOURCE);
    pub const PRIORITY: Range = Range::new(1, 50_000, "as a priority", SOURCE);
    pub const RULE_VALUES: Range = Range::up_to(5, "condition values", SOURCE);
    pub const RULE_WILDCARDS: Range = Range::up_to(6, "wildcards", SOURCE);
    pub const CERTIFICATES: Range = Range::up_to(25, "certificates", SOURCE);
    pub const PATH_PATTERN: Range = Range::new(1, 128, "characters", SOURCE);
    pub const IDLE_TIMEOUT: Range = Range::new(1, 4_000, "s", SOURCE);
    pub const HEALTH_INTERVAL: Range = Range::new(5, 300, "s", GROUP);
    pub const HEALTH_TIMEOUT: Range = Range::new(2, 120, "s", GROUP);
    pub const HEALTH_THRESHOLD: Range = Range::new(2, 10, "checks", GROUP);
    pub const DEREGISTRATION_DELAY: Range = Range::up_to(3_600, "s", GROUP);
    pub const SLOW_START: Range = Range::new(30, 900, "s", GROUP);
    /// A load balancer stands in at least two zones.
    pub const ZONES_MIN: i64 = 2;
}

pub mod cloudformation {
    use super::{Range, Source};

    pub const SOURCE: Source =
        Source::read("https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html");

    pub const RESOURCES: Range = Range::up_to(500, "resources", SOURCE);
    pub const PARAMETERS: Range = Range::up_to(200, "parameters", SOURCE);
    pub const PARAMETER_VALUE: Range = Range::up_to(4_096, "bytes", SOURCE);
    pub const OUTPUTS: Range = Range::up_to(200, "outputs", SOURCE);
    pub const MAPPINGS: Range = Range::up_to(200, "mappings", SOURCE);
    pub const MAPPING_ATTRIBUTES: Range = Range::up_to(200, "attributes", SOURCE);
    pub const NAME: Range = Range::new(1, 255, "characters", SOURCE);
    pub const STACK_NAME: Range = Range::new(1, 128, "characters", SOURCE);
    pub const DESCRIPTION: Range = Range::up_to(1_024, "bytes", SOURCE);
    pub const OUTPUT_DESCRIPTION: Range = Range::up_to(1_024, "bytes", SOURCE);
    /// A template that is given in the call.
    pub const TEMPLATE_INLINE: Range = Range::up_to(51_200, "bytes", SOURCE);
    /// A template that is read from S3.
    pub const TEMPLATE: Range = Range::up_to(1_048_576, "bytes", SOURCE);
    pub const STACK_TAGS: Range = Range::up_to(50, "tags", SOURCE);
}

pub mod iam {
    use super::{Range, Source};

    pub const SOURCE: Source =
        Source::read("https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html");

    /// All inline policies of a role together; white space is not counted.
    pub const ROLE_INLINE: Range = Range::up_to(10_240, "characters", SOURCE);
    /// White space is not counted.
    pub const MANAGED_POLICY: Range = Range::up_to(6_144, "characters", SOURCE);
    /// Adjustable.
    pub const MANAGED_POLICIES_A_ROLE: Range = Range::up_to(10, "managed policies", SOURCE);
    /// Adjustable.
    pub const TRUST_POLICY: Range = Range::up_to(2_048, "characters", SOURCE);
    pub const SESSION: Range = Range::new(3_600, 43_200, "s", SOURCE);
    pub const ROLE_DESCRIPTION: Range = Range::up_to(1_000, "characters", SOURCE);
}

pub mod kms {
    use super::{Range, Source};

    pub const SOURCE: Source =
        Source::read("https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html");

    pub const KEY_POLICY: Range = Range::up_to(32_768, "bytes", SOURCE);
    pub const PENDING_DAYS: Range = Range::new(7, 30, "days", SOURCE);
    pub const ROTATION_DAYS: Range = Range::new(90, 2_560, "days", SOURCE);
}

pub mod ssm {
    use super::{Range, Source};

    pub const SOURCE: Source =
        Source::read("https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html");

    pub const VALUE_STANDARD: Range = Range::up_to(4_096, "bytes", SOURCE);
    pub const VALUE_ADVANCED: Range = Range::up_to(8_192, "bytes", SOURCE);
    pub const LEVELS: Range = Range::up_to(15, "levels", SOURCE);
}

pub mod tags {
    use super::{Range, Source};

    pub const SOURCE: Source =
        Source::read("https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html");

    pub const KEY: Range = Range::new(1, 128, "characters", SOURCE);
    pub const VALUE: Range = Range::up_to(256, "characters", SOURCE);
    pub const TAGS: Range = Range::up_to(50, "tags", SOURCE);
    /// Keys that begin so, in any case, are AWS's own.
    pub const RESERVED_PREFIX: &str = "aws:";
}

pub mod workflow {
    use super::{Range, Source};

    pub const SOURCE: Source = Source::read("https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html");

    pub const DEFINITION: Range = Range::up_to(1_048_576, "bytes", SOURCE);
}

#[cfg(test)]
mod tests {
    use super::event_sources::{ALL, Kind, Start};
    use super::*;

    #[test]
    fn ranges_hold_their_ends() {
        assert!(lambda::TIMEOUT.holds(1) && lambda::TIMEOUT.holds(900));
        assert!(!lambda::TIMEOUT.holds(0) && !lambda::TIMEOUT.holds(901));
        assert_eq!(lambda::MEMORY.nearest(64), 128);
        assert_eq!(lambda::MEMORY.nearest(99_999), 10_240);
        assert_eq!(lambda::TIMEOUT.describe(), "1 to 900 s");
        assert_eq!(lambda::LAYERS.describe(), "at most 5 layers");
    }

    #[test]
    fn event_sources_are_found_by_their_kind() {
        for source in &ALL {
            assert_eq!(source.kind.facts(), source);
            assert!(source.batch.holds(source.default_batch), "{}", source.noun);
        }
        assert_eq!(Kind::FifoQueue.facts().batch.max, 10);
        assert_eq!(Kind::Mq.facts().start, Start::Never);
        assert!(matches!(Kind::DynamoDb.facts().start, Start::Required(starts) if !starts.contains(&"AT_TIMESTAMP")));
        assert_eq!(Kind::Msk.facts().default_window_ms, 500);
    }
}
