/// Works in a VPC and on a table that other stacks own: neither is made, changed or deleted here.
stack Existing

param vpc: AWS::EC2::VPC::Id
param private_subnets: list<AWS::EC2::Subnet::Id>

existing network Corp {
  vpc:             vpc
  private_subnets: private_subnets
}

existing table Customers { name: "customers" }

api Front {
  cors: { origins: ["https://intranet.example.com"], methods: [GET] }
}

function GetCustomer {
  code:    "src"
  handler: "app.get"
  runtime: python3.13
  arch:    arm64
  memory:  256 MB
  timeout: 10 s
  network: Corp   // it gets a security group of its own, which lets it call out and nothing in
  logs:    { retain: 14 days }
  env:     { CUSTOMERS: Customers }

  can read Customers   // a permission can be given on what exists, as on one's own

  on http Front GET "/customers/{id}" { auth: iam }
}

output url = Front.url
