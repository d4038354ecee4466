queue   A{retain:1h}


queue B {}
