// One exported handler for each function. The API has checked the token: its subject is the user.
import { randomUUID } from "node:crypto";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";

const tables = DynamoDBDocumentClient.from(new DynamoDBClient());
const TableName = process.env.NOTES;

const user = (event) => event.requestContext.authorizer.jwt.claims.sub;
const key = (event) => ({ user: user(event), id: event.pathParameters.id });
const answer = (statusCode, body) => ({
  statusCode,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});

export const list = async (event) => {
  const { Items } = await tables.send(
    new QueryCommand({
      TableName,
      IndexName: "ByChange",
      KeyConditionExpression: "#user = :user",
      ExpressionAttributeNames: { "#user": "user" },
      ExpressionAttributeValues: { ":user": user(event) },
      ScanIndexForward: false,
      Limit: 50,
    }),
  );
  return answer(200, Items);
};

export const save = async (event) => {
  const { text } = JSON.parse(event.body ?? "{}");
  if (typeof text !== "string") return answer(400, { error: "a note has a text" });
  const id = event.pathParameters?.id ?? randomUUID();
  const note = { user: user(event), id, text, changed_at: Date.now() };
  await tables.send(new PutCommand({ TableName, Item: note }));
  return answer(200, note);
};

export const get = async (event) => {
  const { Item } = await tables.send(new GetCommand({ TableName, Key: key(event) }));
  return Item ? answer(200, Item) : answer(404, { error: "there is no such note" });
};

export const remove = async (event) => {
  await tables.send(new DeleteCommand({ TableName, Key: key(event) }));
  return { statusCode: 204 };
};

export const health = async () => answer(200, { ok: true });
