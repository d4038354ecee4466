// After 13ogrammer/s3-backup at 1adf6bf, backend/template.yaml: what matters of it, written anew.

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

bucket BackupBucket { versioned: true }
queue FolderMoveQueue     { visibility: 950 s, dead_letter: { queue: FolderMoveDLQ, after: 1 } }
queue FolderMoveDLQ       { retain: 14 days, visibility: 30 s }
queue VideoTranscodeQueue { visibility: 950 s, dead_letter: { queue: VideoTranscodeDLQ, after: 1 } }
queue VideoTranscodeDLQ   { retain: 14 days, visibility: 30 s }
api Api {}
function ApiFn {
  timeout: 29 s
  can read, write, delete, list BackupBucket
  can send FolderMoveQueue, VideoTranscodeQueue
  on http Api ANY "/{proxy+}"
}
function MoveWorker {
  timeout:     900 s
  concurrency: { reserved: 4 }
  can read, write, delete, list BackupBucket
  on queue FolderMoveQueue { batch: 1 }
}
function TranscodeWorker {
  timeout:     900 s
  concurrency: { reserved: 2 }
  can read, write BackupBucket
  on queue VideoTranscodeQueue { batch: 1 }
}
