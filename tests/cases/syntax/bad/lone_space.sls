// A character that looks like a space, where nothing else stands.
queue Jobs { retain: 
}
 
queue Other {}
