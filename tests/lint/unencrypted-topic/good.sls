kms_key Key { services: ["sns.amazonaws.com"] }
topic News { kms_key: Key }
