queue   Fine{retain:1h}

queue Broken {
   retain:   = = 3
     visibility: 30s
}

queue   AlsoFine{retain:1h}
