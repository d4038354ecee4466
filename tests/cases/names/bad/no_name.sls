// A declaration without a name.
queue { retain: 1 h }
