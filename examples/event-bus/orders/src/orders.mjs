// Stores an order and publishes that it was placed.
import { randomUUID } from "node:crypto";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";

const tables = DynamoDBDocumentClient.from(new DynamoDBClient());
const events = new EventBridgeClient();

const answer = (statusCode, body) => ({ statusCode, body: JSON.stringify(body) });

export const place = async (event) => {
  const { customer, amount } = JSON.parse(event.body ?? "{}");
  if (!customer || !(amount >= 0)) return answer(400, { error: "an order has a customer and an amount" });
  const order = { id: randomUUID(), customer, amount };
  await tables.send(new PutCommand({ TableName: process.env.ORDERS, Item: order }));
  const entry = {
    EventBusName: process.env.BUS,
    Source: "shop.orders",
    DetailType: "OrderPlaced",
    Detail: JSON.stringify(order),
  };
  const { FailedEntryCount } = await events.send(new PutEventsCommand({ Entries: [entry] }));
  if (FailedEntryCount > 0) throw new Error("the event was not published");
  return answer(201, order);
};
