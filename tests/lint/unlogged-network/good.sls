network Main { flow_logs: true }
