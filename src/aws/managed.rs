//! What AWS's managed policies allow, of those that functions and tasks have for no more than to run at all. Any other may
//! allow anything.
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

/// Whether a managed policy allows an action, by its ARN or the known end of it; `None` where that is not known.
pub fn allows(arn: &str, action: &str) -> Option<bool> {
    let name = arn.rsplit('/').next()?;
    let (_, actions) = POLICIES.iter().find(|(policy, _)| *policy == name)?;
    Some(actions.iter().any(|have| super::actions::glob(have, action)))
}
