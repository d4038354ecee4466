/// Takes orders.
// <- comment.line.documentation
//// no documentation
// <- comment.line.double-slash
stack Shop { tags: { team: "orders" } } // a comment
// <- storage.type
//    ^^^^ entity.name.type
//           ^^^^ variable.other.property
//                         ^^^^^^^^ string.quoted.double
//                                      ^^^^^^^^^^^^ comment.line
/* one /* in */ another */
//              ^^^^^^^ comment.block
param keep: number = 7 { min: 1 }
// <- storage.type
//    ^^^^ variable.parameter
//          ^^^^^^ support.type
//                   ^ constant.numeric
//                       ^^^ variable.other.property
param subnets: list<AWS::EC2::Subnet::Id>
//             ^^^^ support.type
//                  ^^^^^^^^^^^^^^^^^^^^ support.class.resource
export fn name(what: string) = upper("a-${what.b}\n")
// <- storage.modifier
//     ^^ storage.type.function
//        ^^^^ entity.name.function
//             ^^^^ variable.parameter
//                   ^^^^^^ support.type
//                             ^^^^^ support.function
//                                      ^^ punctuation.section.embedded.begin
//                                        ^^^^ variable.other
//                                             ^ variable.other.member
//                                               ^^ constant.character.escape
type Id = secret AWS::EC2::VPC::Id?
// <- storage.type
//   ^^ entity.name.type
//        ^^^^^^ storage.modifier
//               ^^^^^^^^^^^^^^^^^ support.class.resource
defaults function { memory: stage.memory, logs: { retain: 7 days } }
//       ^^^^^^^^ storage.type
//                          ^^^^^ variable.language
//                                ^^^^^^ variable.other.member
//                                                          ^^^^ keyword.other.unit
@was("Old")
// <- punctuation.definition.decorator
//^^ entity.name.function.decorator
//   ^^^^^ string
existing function Work {
// <- storage.modifier
//       ^^^^^^^^ storage.type
//                ^^^^ entity.name.type
  env: { PARTS: [f(x) for x in xs if x > 1], "a": null, on: true, for: 60% }
//               ^ entity.name.function
//                    ^^^ keyword.control
//                             ^^ variable.other
//                                ^^ keyword.control
//                                     ^ keyword.operator
//                                           ^^^ support.type.property-name
//                                                ^^^^ constant.language.null
//                                                      ^^ variable.other.property
//                                                          ^^^^ constant.language.boolean
//                                                                ^^^ variable.other.property
//                                                                       ^ keyword.other.unit
  can read, write Orders if ok
//^^^ keyword.other.can
//    ^^^^ support.function.verb
//          ^^^^^ support.function.verb
//                ^^^^^^ variable.other
//                       ^^ keyword.control
  can "s3:GetObject" on arn
//    ^^^^^^^^^^^^^^ string
//                   ^^ keyword.control
  on queue Jobs { batch: 10 % 3 }
//^^ keyword.other.on
//   ^^^^^ storage.type.trigger
//         ^^^^ variable.other
//                ^^^^^ variable.other.property
//                          ^ keyword.operator
  size: big ? 1 GB : small
//          ^ keyword.operator.ternary
//            ^ constant.numeric
//              ^^ keyword.other.unit
//                   ^^^^^ variable.other
  count: 2..10
//       ^ constant.numeric
//        ^^ keyword.operator
//          ^^ constant.numeric
  body: #"raw "text" ${x}"#
//      ^^^^^^^^^^^^^^^^^^^ string.quoted.other.raw
  text: """
    one "two" ${three}
//      ^^^^^ string.quoted.triple
//              ^^^^^ variable.other
  """
}
resource T: AWS::SNS::Topic {}
// <- storage.type
//       ^ entity.name.type
//          ^^^^^^^^^^^^^^^ support.class.resource
module Mail from "./mail.sls" {}
// <- keyword.control.import
//     ^^^^ entity.name.namespace
//          ^^^^ keyword.control.import
use { prefix } from "./common.sls"
// <- keyword.control.import
//    ^^^^^^ variable.other
assert keep > 1, "keep something"
// <- keyword.other
test "it holds" { with stage = prod; assert true }
// <- storage.type
//                ^^^^ storage.type
