queue A {
retain:   1 h
   visibility: 30 s
}‸
queue   B { retain: 1 h }
