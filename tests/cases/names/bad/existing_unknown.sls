// An existing declaration that nothing identifies.
existing table Customers {}
output x = Customers.arn
