// An address that is not HTTPS.
topic T { urls: ["http://example.com/hook"] }
