queue   A{retain:1h,visibility :30s }
queue Long{ retain :  14days  }
function Work{
    code :"src"
    handler:   "app.run"  ,
  env :{A:Jobs.url,B : "x"}
  deploy:canary( 10% ,5 min )
  can   read,write   Orders
  on queue Jobs{batch:10,window:5s}
}
let x=1+2*3
let y = a==b&&c!=d||!e
output z= cond ? "a" : "b"
param t : list<string>=["a","b"]
