// A property beside declarations.
retain: 1 h
queue Jobs {}
