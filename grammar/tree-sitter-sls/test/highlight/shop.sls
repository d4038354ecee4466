/// Takes orders.
// <- comment.documentation
stack Shop { tags: { team: "orders" } }
// <- keyword.type
//    ^^^^ type.definition
//           ^^^^ property
//                         ^^^^^^^^ string

param keep: number = 7 // days
// <- keyword
//    ^^^^ variable.parameter
//          ^^^^^^ type.builtin
//                   ^ number
//                     ^^^^^^^ comment

export fn name(what: string) = upper("a-${what}\n")
// <- keyword.modifier
//     ^^ keyword
//        ^^^^ function
//             ^^^^ variable.parameter
//                             ^^^^^ function.builtin
//                                      ^^ punctuation.special
//                                        ^^^^ variable
//                                             ^^ string.escape

defaults function { memory: stage.memory, logs: { retain: 7 days } }
//       ^^^^^^^^ keyword.type
//                          ^^^^^ variable.builtin
//                                ^^^^^^ variable.member
//                                                        ^ number
//                                                          ^^^^ type.builtin

@retain
// <- attribute
existing function Work {
// <- keyword.modifier
//       ^^^^^^^^ keyword.type
//                ^^^^ type.definition
  env: { PARTS: [f(x) for x in xs if x > 1], "a": null, on: true }
//                    ^^^ keyword.repeat
//                             ^^ variable
//                                ^^ keyword.conditional
//                                     ^ operator
//                                           ^^^ property
//                                                ^^^^ constant.builtin
//                                                      ^^ property
//                                                          ^^^^ boolean
  can read, write Orders if ok ? a : b
//^^^ keyword
//    ^^^^ function.call
//                       ^^ keyword.conditional
//                             ^ operator
  on queue Jobs { batch: 10 }
//^^ keyword
//   ^^^^^ keyword.type
//         ^^^^ variable
}
resource T: AWS::SNS::Topic {}
//          ^^^^^^^^^^^^^^^ type
module Mail from "./mail.sls" {}
// <- keyword.import
//     ^^^^ module
//          ^^^^ keyword.import
type Id = secret AWS::EC2::VPC::Id?
//        ^^^^^^ keyword.modifier
//                                ^ operator
