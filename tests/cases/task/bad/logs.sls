network Main { nat: one }
task A { image: "nginx", network: Main, logs: { retain: 15 days } }
task B { image: "nginx", network: Main, ephemeral_storage: 10 GB, stop_timeout: 5 min }
task C { image: "nginx", network: Main, arch: arm }
