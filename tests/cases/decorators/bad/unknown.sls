// A decorator that there is not.
@retian
queue Jobs {}
