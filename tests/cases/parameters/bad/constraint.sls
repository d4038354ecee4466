// A constraint that there is not.
param name: string { maximum: 3 }
queue Jobs { tags: { name: name } }
