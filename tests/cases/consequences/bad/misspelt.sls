function Work {
  code:    "../../_code/py"
  runtime: python3.13
  hanlder: "app.place"
}
table Orders { kee: { id: string } }
