// A domain without a certificate.
api A { domain: "api.example.com" }
