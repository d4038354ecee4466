// After AnuragBaiju/smart-accountant at 62f46df, backend/template.yaml: what matters of it, written anew.

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

bucket InvoiceBucket { name: "smart-accountant-upload-${aws.account}" }
table InvoiceTable { key: { UserId: string, InvoiceId: string } }
api SmartAccountantApi {}
function UploadTriggerFunction {
  timeout: 10 s
  can "s3:PutObject" on "arn:aws:s3:::smart-accountant-upload-${aws.account}/*"
  on http SmartAccountantApi GET "/get-upload-url"
}
function ProcessorFunction {
  timeout: 10 s
  can read, list InvoiceBucket
  can "textract:AnalyzeDocument" on "*"
  can write InvoiceTable
  on bucket InvoiceBucket created
}
function GetInvoiceFunction {
  timeout: 10 s
  can read InvoiceTable
  on http SmartAccountantApi GET "/invoice/{invoice_id}"
}
