// Functions and types of one's own.
type Size = "small" | "large"
fn bucket_name(part: string, size: Size) = lower("${part}-${size}")
fn twice(n: number) = n * 2
bucket Files { name: bucket_name("Shop", "small") }
queue Jobs { tags: { n: "${twice(twice(3))}" } }
