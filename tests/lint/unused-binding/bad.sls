let keep = 9 days
let size = 512 MB
fn twice(n: number) = n * 2
queue Jobs { retain: keep }
