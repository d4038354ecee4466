// A default of another type.
param size: number = "large"
queue Jobs { tags: { size: "${size}" } }
