// A runtime that there is not.
layer L { code: "../../_code/py", runtimes: [python3.99] }
