//! What CloudFormation does with resources that leave a stack or are replaced, where it is not what their policies say.

/// Types of which a snapshot is kept where `DeletionPolicy` does not say otherwise, and the property without which that
/// holds. <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html>, 2026-11-25.
pub const SNAPSHOT_BY_DEFAULT: [(&str, Option<&str>); 2] =
    [("AWS::RDS::DBCluster", None), ("AWS::RDS::DBInstance", Some("DBClusterIdentifier"))];

/// Types that are not deleted while something is in them: the deletion fails.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucket.html>, 2026-11-25.
pub const ONLY_EMPTY: [&str; 1] = ["AWS::S3::Bucket"];

/// Properties that let no deletion pass, and the values that say so.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-table.html> and the pages of
/// RDS and Cognito, 2026-11-25.
pub const PROTECTIONS: [&str; 2] = ["DeletionProtectionEnabled", "DeletionProtection"];
pub const PROTECTED: [&str; 2] = ["true", "ACTIVE"];
