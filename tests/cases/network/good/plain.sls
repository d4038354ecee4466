network Main {}
output vpc = Main.id
