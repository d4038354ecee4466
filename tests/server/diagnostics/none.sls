queue Q {}
