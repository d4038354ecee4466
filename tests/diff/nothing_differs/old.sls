queue Jobs { delay: 5 s }
