function Wrong   { code: "../../_code/go_x86", runtime: provided.al2023, arch: arm64 }
function Default { code: "../../_code/go_arm", runtime: provided.al2023 }
function None    { code: "../../_code/py", runtime: provided.al2023 }
