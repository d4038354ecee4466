let a = """
    kept   as it is
      with  its  indentation
    """
let b = #"raw "text" { [ "#
let c = "with ${ join( ",",xs ) } in it"
function F { code: inline("def handler(e, c):\n    return { }\n") }
