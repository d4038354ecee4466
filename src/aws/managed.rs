//! What AWS's managed policies allow: of those that functions and tasks have for no more than to run at all, all that they
//! allow; of the wide ones, what they surely allow. Any other may allow anything.
//!
//! Source: <https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html>, 2026-11-25.

const POLICIES: [(&str, &[&str]); 11] = [
    ("AWSLambdaBasicExecutionRole", &["logs:*"]),
    (
        "AWSLambdaVPCAccessExecutionRole",
        &["logs:*", "ec2:*NetworkInterface*", "ec2:DescribeSubnets", "ec2:*PrivateIpAddresses"],
    ),
    ("AWSLambdaENIManagementAccess", &["ec2:*NetworkInterface*", "ec2:DescribeSubnets", "ec2:*PrivateIpAddresses"]),
    (
        "AWSLambdaSQSQueueExecutionRole",
        &["logs:*", "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
    ),
    (
        "AWSLambdaKinesisExecutionRole",
        &["logs:*", "kinesis:Describe*", "kinesis:Get*", "kinesis:List*", "kinesis:SubscribeToShard"],
    ),
    ("AWSLambdaDynamoDBExecutionRole", &["logs:*", "dynamodb:DescribeStream", "dynamodb:Get*", "dynamodb:ListStreams"]),
    ("AWSXRayDaemonWriteAccess", &["xray:*"]),
    ("AWSXrayWriteOnlyAccess", &["xray:*"]),
    ("CloudWatchLambdaInsightsExecutionRolePolicy", &["logs:*"]),
    ("AmazonECSTaskExecutionRolePolicy", &["logs:*", "ecr:*"]),
    ("AmazonAPIGatewayPushToCloudWatchLogs", &["logs:*"]),
];

/// Policies that allow at least this, on every resource.
///
/// Source: <https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSLambdaExecute.html> and its like, 2026-11-30.
const WIDE: [(&str, &[&str]); 12] = [
    ("AdministratorAccess", &["*"]),
    ("PowerUserAccess", &["s3:*", "sqs:*", "sns:*", "dynamodb:*", "kinesis:*", "events:*", "states:*", "lambda:*"]),
    ("AmazonS3FullAccess", &["s3:*"]),
    ("AWSLambdaExecute", &["s3:GetObject", "s3:PutObject", "logs:*"]),
    ("AmazonDynamoDBFullAccess", &["dynamodb:*"]),
    ("AmazonDynamoDBFullAccess_v2", &["dynamodb:*"]),
    ("AmazonSQSFullAccess", &["sqs:*"]),
    ("AmazonSNSFullAccess", &["sns:*"]),
    ("AmazonKinesisFullAccess", &["kinesis:*"]),
    ("AmazonEventBridgeFullAccess", &["events:*"]),
    ("AWSStepFunctionsFullAccess", &["states:*"]),
    ("AWSLambda_FullAccess", &["lambda:*"]),
];

/// Whether a managed policy allows an action, by its ARN or the known end of it; `None` where that is not known.
pub fn allows(arn: &str, action: &str) -> Option<bool> {
    let name = arn.rsplit('/').next()?;
    let of = |(policy, actions): &(&str, &[&str])| {
        (*policy == name).then(|| actions.iter().any(|have| super::actions::glob(have, action)))
    };
    POLICIES.iter().find_map(of).or_else(|| WIDE.iter().find_map(of).filter(|allowed| *allowed))
}
