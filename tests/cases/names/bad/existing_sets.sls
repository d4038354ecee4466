// An existing declaration cannot be configured.
existing queue Jobs { name: "jobs", retain: 1 h }
