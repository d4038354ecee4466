function Pl‸ace { code: "src/orders" }
