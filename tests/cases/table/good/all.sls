// Everything that a table can have.
kms_key Key { alias: "orders" }
/// Orders.
table Orders {
  key:                    { customer: string, placed_at: number }
  name:                   "orders"
  stream:                 new_and_old_images
  ttl:                    "expires"
  point_in_time_recovery: true
  recovery_days:          7 
  deletion_protection:    true
  class:                  infrequent
  kms_key:                Key
  index ByStatus { key: { status: string, placed_at: number }, project: keys }
  index ByDay { key: { customer: string, day: string }, local: true, project: ["total"] }
}
table Fixed { key: { id: binary }, capacity: { read: 5, write: 5 } }
