// set: size=large
// A value that is not of the type.
param size: number
queue Jobs { tags: { size: "${size}" } }
