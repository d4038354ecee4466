/// Where the constructs end: one's own roles and policies, any resource of CloudFormation's, and patches of what slsc makes.
stack CustomRoles

param environment: "dev" | "prod" = "dev"
param boundary: string = ""   // the ARN of the permissions boundary that the company wants in production

// Parameters are known only at deployment, so these become a Mapping, a Condition and a Rule of the template
mapping Retention {
  dev:  { days: 7 }
  prod: { days: 90 }
}
condition is_prod = environment == "prod"
assert !is_prod || boundary != "", "production needs a permissions boundary"

table Tickets {
  key: { id: string }
}

bucket Attachments {
  // `override` patches what a declaration becomes, in CloudFormation's own words
  override {
    AccelerateConfiguration: { AccelerationStatus: "Enabled" }
  }
}

// Any type works; the properties are those of AWS's documentation
resource AgentLogs: AWS::Logs::LogGroup {
  RetentionInDays: Retention[environment]["days"]
}

policy ReadTickets {
  can read Tickets
  can read Attachments["shared/*"]
}

role AgentRole {
  assumed_by:           "lambda.amazonaws.com"
  policies:             [ReadTickets]
  permissions_boundary: is_prod ? boundary : null
}

function Agent {
  code:    "src"
  handler: "agent.handle"
  runtime: python3.13
  arch:    arm64
  memory:  256 MB
  timeout: 10 s
  role:    AgentRole              // instead of the one that slsc would make
  logs:    { group: AgentLogs }   // and one's own log group
  env:     { TICKETS: Tickets, ATTACHMENTS: Attachments }

  can write Tickets   // goes into the role that is given, as it is this stack's own

  on url { auth: iam }
}

if is_prod {
  resource Vault: AWS::Backup::BackupVault {
    BackupVaultName: "${aws.stack_name}-tickets"
  }
}

@export("${aws.stack_name}-TicketsArn")
output tickets = Tickets.arn

output vault = Vault?.BackupVaultArn ?? "none"   // the vault is there in production only
