// Writes each batch of changes as one object: a line of JSON for each.
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";

const s3 = new S3Client();

export const handle = async (event) => {
  const lines = event.Records.map(({ eventID, eventName, dynamodb }) =>
    JSON.stringify({
      id: eventID,
      what: eventName,
      at: new Date(dynamodb.ApproximateCreationDateTime * 1000).toISOString(),
      key: dynamodb.Keys,
      before: dynamodb.OldImage,
      after: dynamodb.NewImage,
    }),
  );
  // the same batch, delivered twice, is the same object
  const { eventID, dynamodb } = event.Records[0];
  const day = new Date(dynamodb.ApproximateCreationDateTime * 1000).toISOString().slice(0, 10);
  await s3.send(
    new PutObjectCommand({
      Bucket: process.env.AUDIT_LOG,
      Key: `${day}/${eventID}-${lines.length}.jsonl`,
      Body: `${lines.join("\n")}\n`,
    }),
  );
};
