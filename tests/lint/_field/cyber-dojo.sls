// After cyber-dojo/terraform-base-infra at 3a79401, vpc.tf with 244531986313-eu-central-1.tfvars and 274425519734-eu-central-1.tfvars
// at 0554491: two zones, `vpc_single_nat_gateway = true` in both environments.
// stage: prod
// rules: one-nat-in-production
stages {
  staging: { azs: 2 }
  prod:    { azs: 2 }
}

network Vpc { zones: stage.azs, nat: one }
