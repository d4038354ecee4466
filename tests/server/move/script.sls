// src/orders/app.py -> src/orders/main.py
function Place {
  code:    "src/orders"
  handler: "app.place"
  runtime: python3.13
}
