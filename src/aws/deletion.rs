//! What CloudFormation does with resources that leave a stack or are replaced, where it is not what their policies say.

/// Types of which a snapshot is kept where `DeletionPolicy` does not say otherwise, and the property without which that
/// holds. <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html>, the note
/// "Exception", 2026-11-29.
pub const SNAPSHOT_BY_DEFAULT: [(&str, Option<&str>); 2] =
    [("AWS::RDS::DBCluster", None), ("AWS::RDS::DBInstance", Some("DBClusterIdentifier"))];

/// Types that are not deleted while something is in them: the deletion fails. The page above says so, under `Delete`.
pub const ONLY_EMPTY: [&str; 1] = ["AWS::S3::Bucket"];

/// Properties that let no deletion pass, and the values that say so. The names are those of the schemas of cfn-lint 1.58.0
/// (2026-10-20), whose descriptions say what they do; that a deletion then fails, and what `ACTIVE` is,
/// <https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-deletion-protection.html>; 2026-11-29.
/// Not among them is what protects part of a resource only, such as the termination of an instance in EC2.
pub const PROTECTIONS: [&str; 5] = [
    "DeletionProtectionEnabled",
    "DeletionProtection",
    "DeletionProtected",
    "DeleteProtection",
    "TerminationProtectionEnabled",
];
pub const PROTECTED: [&str; 4] = ["true", "ACTIVE", "ENABLED", "prevent-all-deletion"];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aws::types;

    /// A refresh of the schemas that brings another name shows here.
    #[test]
    fn every_protection_of_the_schemas_is_known() {
        const CHECKS: &str = "DeletionProtectionCheck"; // of AppConfig: whether the protection that is set elsewhere counts
        let is_one = |name: &str| name.contains("Protect") && (name.contains("Delet") || name.contains("Termin"));
        let mut found = Vec::new();
        for ty in types::all() {
            let names = ty.schema().properties().into_iter().flat_map(|all| all.names());
            found.extend(names.filter(|name| is_one(name) && *name != CHECKS));
        }
        found.sort_unstable();
        found.dedup();
        let mut known = PROTECTIONS.to_vec();
        known.sort_unstable();
        assert_eq!(found, known);
    }

    #[test]
    fn the_types_are_there_with_their_properties() {
        for (ty, property) in SNAPSHOT_BY_DEFAULT.into_iter().chain(ONLY_EMPTY.map(|ty| (ty, None))) {
            let ty = types::find(ty).unwrap_or_else(|| panic!("{ty} is a type"));
            assert!(property.is_none_or(|name| ty.property(name).is_some()), "{} {property:?}", ty.name());
            assert!(ty.is_stateful(), "{}", ty.name());
        }
        assert!(SNAPSHOT_BY_DEFAULT.iter().all(|(ty, _)| types::find(ty).is_some_and(|ty| ty.has_snapshots())));
    }
}
