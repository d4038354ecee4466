// Parameters of Systems Manager.
parameter Currency { name: "/shop/currency", value: "EUR", pattern: "[A-Z]{3}" }
parameter Zones { value: ["a", "b"], tier: intelligent }
existing parameter Shared { name: "/shared/key", secure: true }
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  env: { CURRENCY: Currency, NOW: Zones.value }
  can read Currency, Zones, Shared
  can write Currency
}
