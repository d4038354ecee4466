queue Jobs {}
topic News {}
