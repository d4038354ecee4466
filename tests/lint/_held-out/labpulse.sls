// After AdityaMittha/LabPulse at 65f5455, backend/template.yaml: what matters of it, written anew.

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

table UsersTable    { key: { student_id: string } }
table SessionsTable { key: { session_id: string } }
api HttpApi {}
function ValidateStudentFunction {
  timeout: 30 s
  can read, write, delete, scan UsersTable, SessionsTable
  on http HttpApi POST "/agent/validate"
}
function GetAnalyticsFunction {
  timeout: 30 s
  can read, scan SessionsTable
  on http HttpApi GET "/analytics/usage"
}
