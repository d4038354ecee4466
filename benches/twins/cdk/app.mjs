// The examples as stacks of the CDK, as its documentation writes them. `node app.mjs OUT EXAMPLES`: no account is asked.
import { App, CfnParameter, Duration, Stack, TimeZone } from "aws-cdk-lib";
import { Alarm, ComparisonOperator } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { CorsHttpMethod, HttpApi, HttpMethod, HttpNoneAuthorizer } from "aws-cdk-lib/aws-apigatewayv2";
import { HttpJwtAuthorizer } from "aws-cdk-lib/aws-apigatewayv2-authorizers";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import { AttributeType, BillingMode, StreamViewType, Table } from "aws-cdk-lib/aws-dynamodb";
import { Architecture, Code, FilterCriteria, FilterRule, Function, FunctionUrlAuthType, Runtime, StartingPosition } from "aws-cdk-lib/aws-lambda";
import { SqsDestination } from "aws-cdk-lib/aws-lambda-destinations";
import { DynamoEventSource, S3EventSource, SqsDlq, SqsEventSource } from "aws-cdk-lib/aws-lambda-event-sources";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { Bucket, EventType } from "aws-cdk-lib/aws-s3";
import { Schedule, ScheduleExpression, TimeWindow } from "aws-cdk-lib/aws-scheduler";
import { LambdaInvoke } from "aws-cdk-lib/aws-scheduler-targets";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { SubscriptionFilter, Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription, SqsSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { Queue } from "aws-cdk-lib/aws-sqs";
import { StringParameter } from "aws-cdk-lib/aws-ssm";

const [outdir, examples] = process.argv.slice(2);
const app = new App({ outdir, analyticsReporting: false });

const fn = (stack, id, example, retention, props) =>
  new Function(stack, id, {
    code: Code.fromAsset(`${examples}/${example}/src`),
    architecture: Architecture.ARM_64,
    logGroup: new LogGroup(stack, `${id}Logs`, { retention }),
    ...props,
  });
const failed = (stack, id = "Failed") => new Queue(stack, id, { retentionPeriod: Duration.days(14) });
const key = (name, type = AttributeType.STRING) => ({ name, type });

const hello = new Stack(app, "hello");
fn(hello, "Greet", "hello", RetentionDays.TWO_WEEKS, {
  runtime: Runtime.PYTHON_3_13, handler: "app.greet", memorySize: 256, timeout: Duration.seconds(5),
}).addFunctionUrl({ authType: FunctionUrlAuthType.NONE });

const fanOut = new Stack(app, "fan-out");
const orderEvents = new Topic(fanOut, "OrderEvents");
const archived = new Bucket(fanOut, "Archived");
const dead = failed(fanOut);
for (const [id, handler, queueId, allowlist] of [
  ["Bill", "bill", "Billing", ["placed", "refunded"]], ["Ship", "ship", "Shipping", ["placed"]], ["Store", "archive", "Archive", undefined],
]) {
  const queue = new Queue(fanOut, queueId, {
    visibilityTimeout: Duration.seconds(180), deadLetterQueue: { queue: dead, maxReceiveCount: 3 },
  });
  const filterPolicy = allowlist && { type: SubscriptionFilter.stringFilter({ allowlist }) };
  orderEvents.addSubscription(new SqsSubscription(queue, { filterPolicy }));
  const consumer = fn(fanOut, id, "fan-out", RetentionDays.TWO_WEEKS, {
    runtime: Runtime.NODEJS_24_X, handler: `consumers.${handler}`, memorySize: 256, timeout: Duration.seconds(30),
    environment: id === "Store" ? { ARCHIVED: archived.bucketName } : {},
  });
  consumer.addEventSource(new SqsEventSource(queue, { reportBatchItemFailures: true }));
  if (id === "Store") archived.grantPut(consumer);
}

const crud = new Stack(app, "rest-crud");
const issuer = new CfnParameter(crud, "Issuer").valueAsString;
const audience = new CfnParameter(crud, "Audience").valueAsString;
const front = new HttpApi(crud, "Front", {
  defaultAuthorizer: new HttpJwtAuthorizer("Jwt", issuer, { jwtAudience: [audience] }),
  corsPreflight: {
    allowOrigins: ["https://notes.example.com"], allowHeaders: ["authorization", "content-type"], maxAge: Duration.hours(1),
    allowMethods: [CorsHttpMethod.GET, CorsHttpMethod.POST, CorsHttpMethod.PUT, CorsHttpMethod.DELETE],
  },
});
const notes = new Table(crud, "Notes", { partitionKey: key("user"), sortKey: key("id"), billingMode: BillingMode.PAY_PER_REQUEST });
notes.addGlobalSecondaryIndex({ indexName: "ByChange", partitionKey: key("user"), sortKey: key("changed_at", AttributeType.NUMBER) });
for (const [id, handler, grant, routes] of [
  ["List", "list", "grantReadData", [["GET", "/notes"]]],
  ["Save", "save", "grantWriteData", [["POST", "/notes"], ["PUT", "/notes/{id}"]]],
  ["Get", "get", "grantReadData", [["GET", "/notes/{id}"]]],
  ["Remove", "remove", "grantWriteData", [["DELETE", "/notes/{id}"]]],
  ["Health", "health", undefined, [["GET", "/health"]]],
]) {
  const handle = fn(crud, id, "rest-crud", RetentionDays.ONE_MONTH, {
    runtime: Runtime.NODEJS_24_X, handler: `notes.${handler}`, memorySize: 256, timeout: Duration.seconds(10),
    environment: grant ? { NOTES: notes.tableName } : {},
  });
  if (grant) notes[grant](handle);
  for (const [method, path] of routes) {
    const authorizer = grant ? undefined : new HttpNoneAuthorizer();
    front.addRoutes({ path, methods: [HttpMethod[method]], integration: new HttpLambdaIntegration(`${id}${method}`, handle), authorizer });
  }
}

const thumbnails = new Stack(app, "thumbnails");
const uploads = new Bucket(thumbnails, "Uploads", { lifecycleRules: [{ expiration: Duration.days(90) }] });
const thumbs = new Bucket(thumbnails, "Thumbs");
const pictures = new Table(thumbnails, "Pictures", { partitionKey: key("key"), billingMode: BillingMode.PAY_PER_REQUEST });
const makeThumb = fn(thumbnails, "MakeThumb", "thumbnails", RetentionDays.ONE_MONTH, {
  runtime: Runtime.PYTHON_3_13, handler: "app.handle", memorySize: 1024, timeout: Duration.minutes(2),
  environment: { THUMBS: thumbs.bucketName, PICTURES: pictures.tableName, WIDTH: "160" },
  retryAttempts: 2, onFailure: new SqsDestination(failed(thumbnails)),
});
uploads.grantRead(makeThumb, "in/*");
thumbs.grantPut(makeThumb);
pictures.grantWriteData(makeThumb);
makeThumb.addEventSource(new S3EventSource(uploads, { events: [EventType.OBJECT_CREATED], filters: [{ prefix: "in/", suffix: ".png" }] }));

const streamAudit = new Stack(app, "stream-audit");
const email = new CfnParameter(streamAudit, "AlertEmail").valueAsString;
const accounts = new Table(streamAudit, "Accounts", {
  partitionKey: key("id"), billingMode: BillingMode.PAY_PER_REQUEST, stream: StreamViewType.NEW_AND_OLD_IMAGES,
});
const auditLog = new Bucket(streamAudit, "AuditLog", { versioned: true });
const missed = failed(streamAudit, "Missed");
const audit = fn(streamAudit, "Audit", "stream-audit", RetentionDays.THREE_MONTHS, {
  runtime: Runtime.NODEJS_24_X, handler: "audit.handle", memorySize: 256, timeout: Duration.minutes(1),
  environment: { AUDIT_LOG: auditLog.bucketName },
});
auditLog.grantPut(audit);
audit.addEventSource(new DynamoEventSource(accounts, {
  batchSize: 100, maxBatchingWindow: Duration.seconds(5), startingPosition: StartingPosition.TRIM_HORIZON, retryAttempts: 5, bisectBatchOnError: true,
  filters: [FilterCriteria.filter({ eventName: FilterRule.or("MODIFY", "REMOVE") })], onFailure: new SqsDlq(missed),
}));
const alerts = new Topic(streamAudit, "Alerts");
alerts.addSubscription(new EmailSubscription(email));
for (const [id, metric] of [
  ["AuditFails", audit.metricErrors()], ["RecordsMissed", missed.metricApproximateNumberOfMessagesVisible()],
]) {
  const alarm = new Alarm(streamAudit, id, {
    metric, threshold: 0, evaluationPeriods: 1, comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
  });
  alarm.addAlarmAction(new SnsAction(alerts));
}

const report = new Stack(app, "scheduled-report");
const sales = new Table(report, "Sales", { partitionKey: key("day"), sortKey: key("id"), billingMode: BillingMode.PAY_PER_REQUEST });
const reports = new Bucket(report, "Reports", { lifecycleRules: [{ expiration: Duration.days(365) }] });
const currency = new StringParameter(report, "Currency", { stringValue: "EUR" });
const signingKey = new Secret(report, "SigningKey", { generateSecretString: { passwordLength: 48 } });
const lost = failed(report);
const sum = fn(report, "Report", "scheduled-report", RetentionDays.ONE_MONTH, {
  runtime: Runtime.PYTHON_3_13, handler: "report.handle", memorySize: 512, timeout: Duration.minutes(2),
  environment: { SALES: sales.tableName, REPORTS: reports.bucketName, CURRENCY: currency.parameterName, SIGNING_KEY: signingKey.secretArn },
  retryAttempts: 2, onFailure: new SqsDestination(lost),
});
sales.grantReadData(sum);
currency.grantRead(sum);
signingKey.grantRead(sum);
reports.grantPut(sum, "daily/*");
new Schedule(report, "Morning", {
  schedule: ScheduleExpression.cron({ minute: "30", hour: "6", weekDay: "MON-FRI", timeZone: TimeZone.EUROPE_BERLIN }),
  target: new LambdaInvoke(sum, { deadLetterQueue: lost }), timeWindow: TimeWindow.flexible(Duration.minutes(15)),
});

app.synth();
