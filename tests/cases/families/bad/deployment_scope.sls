// What is made once for the stack cannot know the rounds of a `for` that is repeated at deployment.
param zones: list<string> = ["a", "b"]

topic News {}

for zone in zones {
  queue Extra[zone] {}
  if zone == "a" {
    queue Only[zone] {}
  }
}
