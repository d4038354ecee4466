// Counts a visitor's visits in a cookie that only this server can sign.
import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";

const sign = (text) => createHmac("sha256", process.env.SESSION_KEY).update(text).digest("base64url");

const visits = (cookies = "") => {
  const [, count, signature] = /(?:^|; )visits=(\d+)\.([\w-]{43})(?:;|$)/.exec(cookies) ?? [];
  if (!count) return 0;
  return timingSafeEqual(Buffer.from(signature), Buffer.from(sign(count))) ? Number(count) : 0;
};

const server = createServer((request, response) => {
  if (request.url === "/healthz") return response.end("ok\n");
  const count = String(visits(request.headers.cookie) + 1);
  response.setHeader("set-cookie", ["visits=", count, ".", sign(count), "; HttpOnly; Secure; SameSite=Lax; Path=/"].join(""));
  response.setHeader("content-type", "text/plain; charset=utf-8");
  response.end("Visit " + count + "\n");
});

server.keepAliveTimeout = 65_000; // longer than the load balancer's 60 s
server.listen(Number(process.env.PORT));
process.on("SIGTERM", () => server.close(() => process.exit(0)));
