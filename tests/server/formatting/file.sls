queue   A{retain:1h}



queue B{
retain:2h,visibility:30s }
