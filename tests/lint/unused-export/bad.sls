export let keep = 9 days
export let size = 512 MB
queue Jobs { retain: keep }
