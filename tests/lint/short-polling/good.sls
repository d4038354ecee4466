queue Jobs {}
