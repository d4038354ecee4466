/// Two modules that know nothing of each other but a bus and the events on it.
stack EventBus {
  tags: { team: "shop" }
}

// The files lie in folders of their own: every .sls file beside this one would be a part of this stack.
module Orders from "./orders/orders.sls" {
  memory: 256 MB
}

module Billing from "./billing/billing.sls" {
  bus:  Orders.bus   // an output of the other module; what flows is the bus itself, not its name
  free: 20
}

output orders_url = Orders.url
