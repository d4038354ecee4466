// A hook is a function, an alarm is an alarm, and steps are whole minutes.
queue Jobs {}

function Work {
  code:    "../../_code/py"
  runtime: python3.13
  handler: "app.place"
  deploy:  { strategy: linear(10%, 30 s), before: Jobs, alarms: Jobs, steps: 3 }
}
