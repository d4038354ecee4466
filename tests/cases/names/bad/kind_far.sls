// A kind that there is not.
lambda Jobs {}
