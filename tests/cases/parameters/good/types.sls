// Parameters of every type.
/// How it is called.
param name: string = "x" { min_length: 1, max_length: 10, pattern: "[a-z]+", message: "letters" }
param count: number = 3 { min: 1, max: 5 }
param on_off: bool = true
param wait: duration = 5 s
param env: "dev" | "prod" = "dev"
param subnets: list<AWS::EC2::Subnet::Id>
param image: ssm<AWS::EC2::Image::Id> = "/aws/service/x"
param words: list<string> = ["a", "b"]
queue Q {
  delay: wait
  tags:  { name: name, count: "${count}", on: on_off ? "1" : "0", env: env, words: join("-", words), image: image, subnet: subnets[0] }
}
