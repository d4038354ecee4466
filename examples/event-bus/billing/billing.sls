// Writes an invoice for each order that is not free.

param bus: bus       // given by whoever uses this module: any event bus
param free: number   // up to this amount nobody is charged

queue Failed { retain: 14 days }

table Invoices {
  key: { order: string }
}

function Invoice {
  code:    "src"
  handler: "billing.invoice"
  runtime: python3.13
  arch:    arm64
  memory:  256 MB
  timeout: 30 s
  logs:    { retain: 14 days }
  env:     { INVOICES: Invoices }
  async:   { on_failure: Failed }

  can write Invoices

  on event bus {
    source:      ["shop.orders"]
    detail_type: ["OrderPlaced"]
    detail:      { amount: [{ numeric: [">", free] }] }
  } { retries: 10, dead_letter: Failed }
}
