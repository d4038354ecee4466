// Defaults of a kind that there is not.
defaults queu { retain: 1 h }
queue Jobs {}
