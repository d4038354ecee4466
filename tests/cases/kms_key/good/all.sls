// Keys, and what they encrypt.
kms_key Key { alias: "shop", rotate_every: 180 days, services: ["logs.amazonaws.com", "sns.amazonaws.com"] }
kms_key Sign { spec: ECC_NIST_P256, usage: sign }
queue Jobs { kms_key: Key }
topic T { kms_key: Key }
log_group L { kms_key: Key }
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  can send Jobs
  can publish T
  can decrypt Key
  can sign Sign
}
