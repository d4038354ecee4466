queue Q { retain: 1 h }
queue R {}
