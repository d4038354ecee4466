// A default that is none of the words.
param env: "dev" | "prod" = "test"
queue Jobs { tags: { env: env } }
