import { type IncomingMessage, type RequestListener, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestContext } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** What a stand-in server was sent. */
export interface Seen {
  method: string;
  path: string;
  headers: IncomingMessage["headers"];
  body: string;
}

/** Answers one request; `nth` counts the requests of its method and path, from 1. */
export type Answerer = (seen: Seen, response: ServerResponse, nth: number) => void;

/** A server that answers as a test tells it to, and stops with the test. */
export async function standIn(test: TestContext, answer: Answerer): Promise<{ url: string; seen: Seen[] }> {
  const seen: Seen[] = [];
  const listener: RequestListener = (request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method = "", url = "", headers } = request;
      const one: Seen = { method, path: url, headers, body: Buffer.concat(chunks).toString() };
      seen.push(one);
      answer(one, response, seen.filter((other) => other.method === method && other.path === url).length);
    });
  };
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  test.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

/** Answers with JSON. */
export function json(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { "Content-Type": "application/json", ...headers }).end(JSON.stringify(body));
}

/** Answers with a problem. */
export function problem(response: ServerResponse, status: number, code: string, members: object = {}, headers: Record<string, string> = {}): void {
  const body = { type: `urn:xinggen:problem:${code}`, title: code, status, detail: `it is ${code}`, instance: "/", code, request_id: "r-1", ...members };
  json(response, status, body, { "Content-Type": "application/problem+json", ...headers });
}

/** Answers with a session of the given tokens. */
export function session(response: ServerResponse, accessToken: string, refreshToken: string): void {
  const user = { id: "u", email: "lin@example.com", phone: null, name: "林晚", role: "user", created_at: "2026-01-01T00:00:00Z" };
  json(response, 200, { user, access_token: accessToken, token_type: "Bearer", expires_in: 600, refresh_token: refreshToken });
}

/** What happens in a long-lived process from time to time, at once. */
export function collectGarbage(): void {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
}
