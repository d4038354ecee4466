// `stage` without `stages`.
queue Jobs { retain: stage.keep }
