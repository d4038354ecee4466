import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";

const db = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export const list = async (event) => {
  const found = await db.send(new QueryCommand({ TableName: process.env.TABLE }));
  return { statusCode: 200, body: JSON.stringify(found.Items) };
};
