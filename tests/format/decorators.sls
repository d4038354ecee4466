@retain   @id( "Old" )
table   Orders{key:{id:string}}
@allow(some_rule,"why")

queue Q{}
resource R :AWS::S3::Bucket{BucketName:"x",Tags:[{Key:"a",Value:"b"}]}
override   Role{Path:"/x/"}
for k,v in {a:1}{queue Z[k]{}}
service S { count : 2 .. 10 }
on_key: "x"
