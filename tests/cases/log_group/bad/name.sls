// A name that CloudWatch does not take.
log_group L { name: "my logs" }
