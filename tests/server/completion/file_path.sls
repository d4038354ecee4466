let hello = file("texts/‸")
