network Main {}
