// After bryangottschalk/aws-connect-vanity-converter at 735cf9e, sam/template.yaml: what matters of it, written anew.

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

table VanityPhoneNumberTable { key: { callerPhoneNumber: string } }
function VanityPhoneNumberConverterFunction {
  can read, write, delete, scan VanityPhoneNumberTable
}
output arn = VanityPhoneNumberConverterFunction.arn
