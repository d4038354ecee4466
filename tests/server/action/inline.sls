let keep = 7 days
queue A { retain: ke‸ep }
queue B { retain: keep }
