// Three consumers of one topic. A message of the queue holds SNS's envelope, and that holds what was published.
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";

const s3 = new S3Client();

const each = (work) => async (event) => {
  const results = await Promise.allSettled(
    event.Records.map((record) => work(JSON.parse(JSON.parse(record.body).Message), record)),
  );
  for (const { reason } of results) if (reason) console.error(reason);
  const failed = event.Records.filter((_, i) => results[i].status === "rejected");
  // the event source does not ask for partial answers, so that one failure returns the batch
  if (failed.length > 0) throw new Error(`${failed.length} of ${event.Records.length} messages failed`);
};

export const bill = each(async (order) => {
  console.log(JSON.stringify({ bill: order.id, amount: order.amount }));
});

export const ship = each(async (order) => {
  console.log(JSON.stringify({ ship: order.id, to: order.address }));
});

export const archive = each(async (order, record) => {
  const Key = `${new Date().toISOString().slice(0, 10)}/${record.messageId}.json`;
  await s3.send(new PutObjectCommand({ Bucket: process.env.ARCHIVED, Key, Body: JSON.stringify(order) }));
});
