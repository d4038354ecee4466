queue   A{retain:1h}
queue ‸  B{ retain:2h }
queue   C{ retain:2h }
