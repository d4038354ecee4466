//! What CloudFormation and the services behind it say when a deployment fails, why mostly, and what helps.
//!
//! Sources: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html>, the error lists of each
//! service's API reference (<https://docs.aws.amazon.com/lambda/latest/api/CommonErrors.html> and its neighbours), and
//! <https://repost.aws/knowledge-center/cloudformation-common-errors>, 2026-11-25.

/// A kind of failure.
#[derive(Clone, Copy, Debug)]
pub struct Failure {
    /// All of these stand in the message, in any case.
    pub says: &'static [&'static str],
    pub cause: &'static str,
    pub remedy: &'static str,
}

const fn failure(says: &'static [&'static str], cause: &'static str, remedy: &'static str) -> Failure {
    Failure { says, cause, remedy }
}

/// The first whose words stand in a message; the more particular ones come first.
pub fn find(message: &str) -> Option<&'static Failure> {
    let message = message.to_ascii_lowercase();
    ALL.iter().find(|failure| failure.says.iter().all(|words| message.contains(words)))
}

/// Whether a message only tells that something else failed before.
pub fn is_consequence(message: &str) -> bool {
    let message = message.to_ascii_lowercase();
    ["resource creation cancelled", "resource update cancelled", "resource deletion cancelled"]
        .iter()
        .any(|words| message.contains(words))
        || message.starts_with("the following resource(s) failed")
}

pub static ALL: &[Failure] = &[
    failure(
        &["requires capabilities", "capability_"],
        "the stack makes roles or uses a transform, and CloudFormation wants that to be said",
        "deploy with `--capabilities CAPABILITY_IAM` (`CAPABILITY_NAMED_IAM` where a role has a name, `CAPABILITY_AUTO_EXPAND` for transforms)",
    ),
    failure(
        &["rollback_complete", "can not be updated"],
        "the stack's first creation failed, and such a stack can only be deleted",
        "delete it (`aws cloudformation delete-stack`), then deploy again",
    ),
    failure(
        &["update_rollback_failed"],
        "an update failed, and so did the way back",
        "`aws cloudformation continue-update-rollback`, with `--resources-to-skip` for what cannot go back",
    ),
    failure(
        &["no updates are to be performed"],
        "the template and its parameters are those that are deployed",
        "nothing has to be done; `aws cloudformation deploy --no-fail-on-empty-changeset` does not take it for a failure",
    ),
    failure(
        &["already exists in stack"],
        "another stack has a resource of this name",
        "take the physical name away, or put `${aws.stack_name}` into it",
    ),
    failure(
        &["cannot update a stack when a custom-named resource requires replacing"],
        "the change replaces the resource, and its name is taken by the old one",
        "give it another name, or leave the name to CloudFormation",
    ),
    failure(
        &["domain name", "already exists"],
        "another API of the account or of AWS has the domain",
        "take it from there first",
    ),
    failure(
        &["cname", "already exists"],
        "another distribution has the domain",
        "take it from there first, or move it with `aws cloudfront associate-alias`",
    ),
    failure(
        &["already exists"],
        "something of this name is there, made by hand, by another stack, or left over by `@retain`",
        "take the name away, choose another, or take it over with an import change set",
    ),
    failure(
        &["could not unzip uploaded file"],
        "what lies in the bucket is no zip",
        "upload `out/assets` again: `aws s3 sync out/assets s3://BUCKET`",
    ),
    failure(
        &["s3 error code: nosuchkey"],
        "the function's code is not in the bucket",
        "upload it before deploying: `aws s3 sync out/assets s3://BUCKET`",
    ),
    failure(
        &["error occurred while getobject"],
        "the function's code cannot be read from the bucket: it is not there, in another region, or not permitted",
        "upload `out/assets` to a bucket in the region of the stack",
    ),
    failure(
        &["the role defined for the function cannot be assumed by lambda"],
        "the role's trust does not name `lambda.amazonaws.com`, or the role is so new that Lambda does not see it yet",
        "let slsc make the role, or trust Lambda in it; deploying again helps where it was new",
    ),
    failure(
        &["decreases account's unreservedconcurrentexecution below its minimum"],
        "what functions reserve leaves less than 100 calls at a time for all others of the account",
        "reserve less, or have the quota `Concurrent executions` raised",
    ),
    failure(
        &["queue visibility timeout", "less than function timeout"],
        "messages come back while the function may still work on them",
        "leave `visibility` out: it is then six times the function's timeout",
    ),
    failure(
        &["the provided execution role does not have permissions to call"],
        "the function's role may not read the source of its trigger, or its network",
        "use `on …` for the trigger, which adds the permission; with a role of your own, add the actions that the message names",
    ),
    failure(
        &["unzipped size must be smaller than"],
        "code and layers together are over 250 MB",
        "exclude what is not needed (`exclude`), or use an image (`image(…)`, up to 10 GB)",
    ),
    failure(
        &["codestorageexceeded"],
        "the account's storage for functions' code is full",
        "delete old versions of functions, or have the quota raised",
    ),
    failure(
        &["unable to validate the following destination configurations"],
        "the bucket may not send to what it is to notify: the permission or the queue's policy was not there yet, or names another bucket",
        "use `on bucket …`, which makes them in the right order; where it is by hand, let the bucket depend on the permission",
    ),
    failure(
        &["circular dependency"],
        "resources need each other, so that none can be made first",
        "`slsc check` shows the cycle, edge by edge; take one of the references away",
    ),
    failure(
        &["template format error: unresolved resource dependencies"],
        "a reference names nothing that is in the template",
        "build it again with slsc, which checks references; a template that was edited by hand may have lost a resource",
    ),
    failure(
        &["template validation error"],
        "CloudFormation cannot read the template",
        "build it again with slsc; the rest of the message names the place",
    ),
    failure(
        &["encountered unsupported property"],
        "the resource's type has no such property",
        "look at the type's page for the name; in a raw resource and in `override` it is written as AWS does",
    ),
    failure(
        &["extraneous key"],
        "the resource's type has no such property",
        "look at the type's page for the name; in a raw resource and in `override` it is written as AWS does",
    ),
    failure(
        &["value of property", "must be of type"],
        "a property has a value of another type than AWS wants",
        "see that a list is a list and a text a text; a parameter's type may be wrong, too",
    ),
    failure(
        &["export", "cannot be deleted as it is in use by"],
        "another stack imports what this one exports",
        "change the importing stack first, so that it does not use the export any more",
    ),
    failure(
        &["export with name", "is already exported"],
        "another stack of the region exports this name",
        "choose another one, with the stack's name in it: `@export(\"${aws.stack_name}-url\")`",
    ),
    failure(
        &["no export named"],
        "the stack that exports it is not deployed in this region, or calls it otherwise",
        "deploy the exporting stack first, and compare the names (`aws cloudformation list-exports`)",
    ),
    failure(
        &["is not authorized to perform", "explicit deny"],
        "a policy of the organization, a boundary or a session forbids it",
        "ask who keeps the organization's policies, or deploy with a role that may",
    ),
    failure(
        &["is not authorized to perform"],
        "whoever deploys may not do this",
        "give the deploying role the action that the message names, or deploy with another one",
    ),
    failure(
        &["accessdenied"],
        "whoever deploys, or the role under which it runs, may not do this",
        "give it the action that the message names; a key's or a bucket's own policy may forbid it, too",
    ),
    failure(
        &["access denied"],
        "whoever deploys, or the role under which it runs, may not do this",
        "give it the action that the message names; a key's or a bucket's own policy may forbid it, too",
    ),
    failure(
        &["malformedpolicydocument"],
        "IAM does not take the policy: a principal that does not exist, an ARN that is none, or an action in the wrong place",
        "see the ARNs and principals on that line: accounts and roles that it names must exist",
    ),
    failure(
        &["invalid principal in policy"],
        "the policy names a role, a user or an account that does not exist",
        "name one that does; a role of this stack by its declaration",
    ),
    failure(
        &["maximum policy size of", "exceeded"],
        "the policies of one role, or of one function, are too long together",
        "grant by prefixes, or split the function",
    ),
    failure(
        &["the bucket you tried to delete is not empty"],
        "CloudFormation deletes empty buckets only",
        "empty it (`aws s3 rm --recursive`), old versions included, or keep it with `@retain`",
    ),
    failure(
        &["bucket", "not empty"],
        "CloudFormation deletes empty buckets only",
        "empty it (`aws s3 rm --recursive`), old versions included, or keep it with `@retain`",
    ),
    failure(
        &["has a dependent object"],
        "something still uses it; mostly a function's network interfaces, which stay for up to 40 minutes",
        "wait and delete again, or delete what uses it first",
    ),
    failure(
        &["did not stabilize"],
        "it was made, and did not become healthy in time; of a service mostly because its tasks stop or fail their health check",
        "look at the service's events and the logs of its tasks; the image, the port and `health` are where to begin",
    ),
    failure(
        &["ecs deployment circuit breaker was triggered"],
        "the tasks did not start, or did not become healthy, and the deployment was given up",
        "look at the stopped tasks' reason (`aws ecs describe-tasks`) and their logs: the image, secrets that cannot be read, memory, or the health check",
    ),
    failure(
        &["cannotpullcontainererror"],
        "the image is not there, or the task does not reach its registry",
        "see the image's name and tag; a private network needs NAT or the endpoints `ecr` and `s3`",
    ),
    failure(
        &["resourceinitializationerror"],
        "the task does not reach Secrets Manager, the logs or the registry, or may not read a secret",
        "give the network a way out (`nat`, `endpoints`), and see the secret's ARN",
    ),
    failure(
        &["certificate", "must be in us-east-1"],
        "CloudFront takes certificates of us-east-1 only",
        "request the certificate there and give its ARN",
    ),
    failure(
        &["limit exceeded"],
        "the account has as many of these as its quota allows",
        "delete what is not used, or ask for more in Service Quotas",
    ),
    failure(
        &["limitexceeded"],
        "the account has as many of these as its quota allows",
        "delete what is not used, or ask for more in Service Quotas",
    ),
    failure(
        &["servicequotaexceeded"],
        "the account has as many of these as its quota allows",
        "delete what is not used, or ask for more in Service Quotas",
    ),
    failure(
        &["rate exceeded"],
        "AWS was asked too often at once",
        "deploy again; many resources of one kind that depend on nothing are made all at once",
    ),
    failure(
        &["not found for scheduler"],
        "the schedule's target or its role is not there yet",
        "use `on schedule`, which makes them in order",
    ),
    failure(
        &["does not exist"],
        "what is named is not there: in this region, in this account, or any more",
        "see the name and the region; what another stack makes must be deployed before",
    ),
    failure(
        &["not found"],
        "what is named is not there: in this region, in this account, or any more",
        "see the name and the region; what another stack makes must be deployed before",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_lower_case_and_nothing_hides_what_comes_later() {
        for (i, failure) in ALL.iter().enumerate() {
            assert!(failure.says.iter().all(|words| *words == words.to_ascii_lowercase()), "{failure:?}");
            let whole = failure.says.join(" … ");
            let first = ALL.iter().position(|f| f.says.iter().all(|words| whole.contains(words)));
            assert_eq!(first, Some(i), "`{whole}` is found as another one");
        }
    }

    #[test]
    fn messages_as_aws_writes_them() {
        let cause = |message: &str| find(message).map(|f| f.remedy.split([':', ',', ' ']).next().unwrap_or(""));
        let message = "Resource handler returned message: \"Error occurred while GetObject. S3 Error Code: NoSuchKey. S3 Error Message: The specified key does not exist. (Service: Lambda, Status Code: 400)\"";
        assert_eq!(cause(message), Some("upload"));
        assert_eq!(
            cause("orders already exists in stack arn:aws:cloudformation:eu-west-1:1:stack/Shop/x"),
            Some("take")
        );
        assert_eq!(cause("something nobody has seen"), None);
        assert!(is_consequence("Resource creation cancelled"));
    }
}
