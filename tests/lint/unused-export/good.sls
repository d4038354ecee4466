export let keep = 9 days
queue Jobs { retain: keep }
