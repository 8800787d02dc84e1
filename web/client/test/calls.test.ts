import assert from "node:assert/strict";
import { test } from "node:test";
import { XinggenError, createXinggen, idempotencyKey } from "../src/index.js";
import { collectGarbage, json, problem, standIn } from "./stand-in.js";

const params = { path: { episode_id: "e" } };

function caught(error: unknown): XinggenError {
  assert.ok(error instanceof XinggenError, String(error));
  return error;
}

test("a problem is thrown with all it tells", async (t) => {
  const errors = [{ field: "title", code: "too_long", message: "must have 1 to 200 characters" }];
  const server = await standIn(t, ({ path }, response) => {
    if (path === "/api/v1/dramas") {
      return problem(response, 422, "invalid_request", { errors });
    }
    problem(response, 402, "insufficient_credits", { needed: 50, available: 12 });
  });
  const xinggen = createXinggen({ baseUrl: server.url });

  const invalid = caught(await xinggen.post("/api/v1/dramas", { body: { title: "" } }).catch((error) => error));
  assert.deepEqual([invalid.status, invalid.code, invalid.requestId], [422, "invalid_request", "r-1"]);
  assert.equal(invalid.message, "it is invalid_request");
  assert.deepEqual(invalid.errors, errors);
  assert.deepEqual(invalid.members, {});

  const header = { "Idempotency-Key": idempotencyKey() };
  const poor = xinggen.post("/api/v1/episodes/{episode_id}/productions", { params: { ...params, header }, body: {} });
  const short = caught(await poor.catch((error) => error));
  assert.deepEqual(short.members, { needed: 50, available: 12 });
  assert.deepEqual(short.errors, []);
});

test("an answer that is no problem is an error with its status", async (t) => {
  const server = await standIn(t, (_, response) => {
    response.writeHead(502, { "Content-Type": "text/html" }).end("<h1>Bad Gateway</h1>");
  });
  const xinggen = createXinggen({ baseUrl: server.url });

  const error = caught(await xinggen.get("/api/v1/me").catch((error) => error));
  assert.deepEqual([error.status, error.code, error.errors], [502, "http_502", []]);
});

test("raw answers show headers and throw nothing", async (t) => {
  const server = await standIn(t, (_, response) => json(response, 200, { id: "d" }, { ETag: '"3"' }));
  const xinggen = createXinggen({ baseUrl: server.url });

  const { data, response } = await xinggen.raw.GET("/api/v1/dramas/{drama_id}", { params: { path: { drama_id: "d" } } });
  assert.equal(data?.id, "d");
  assert.equal(response.headers.get("etag"), '"3"');
});

test("a costly request over a broken line is repeated with the same key and body", async (t) => {
  const server = await standIn(t, (_, response, nth) => (nth < 3 ? response.destroy() : json(response, 202, { id: "p" })));
  const xinggen = createXinggen({ baseUrl: server.url, retryPauseMs: 1 });
  const header = { "Idempotency-Key": idempotencyKey() };

  const production = await xinggen.post("/api/v1/episodes/{episode_id}/productions", {
    params: { ...params, header },
    body: { auto_approve: true },
  });

  assert.equal(production.id, "p");
  assert.deepEqual(server.seen.map((one) => one.headers["idempotency-key"]), Array(3).fill(header["Idempotency-Key"]));
  assert.deepEqual(server.seen.map((one) => one.body), Array(3).fill('{"auto_approve":true}'));
});

test("what is not safe to repeat is sent once", async (t) => {
  const server = await standIn(t, (_, response) => void response.destroy());
  const xinggen = createXinggen({ baseUrl: server.url, retryPauseMs: 1 });

  await assert.rejects(xinggen.post("/api/v1/dramas", { body: { title: "旧相机" } }), TypeError);
  assert.equal(server.seen.length, 1);
  await assert.rejects(xinggen.get("/api/v1/me"), TypeError);
  assert.equal(server.seen.length, 1 + 4);
});

test("a busy server is asked again after the time that it names", async (t) => {
  const server = await standIn(t, (_, response, nth) =>
    nth === 1 ? problem(response, 503, "unavailable", {}, { "Retry-After": "1" }) : json(response, 200, { items: [], next_cursor: null }),
  );
  const xinggen = createXinggen({ baseUrl: server.url, retryPauseMs: 60_000 });

  const began = Date.now();
  const page = await xinggen.get("/api/v1/dramas", { params: { query: { limit: 5 } } });
  assert.deepEqual(page.items, []);
  assert.ok(Date.now() - began >= 900, "it did not wait");
  assert.equal(server.seen[1]?.path, "/api/v1/dramas?limit=5");
});

test("a call that is called off is not repeated", { timeout: 20_000 }, async (t) => {
  const stop = new AbortController();
  const server = await standIn(t, () => {
    collectGarbage();
    stop.abort();
  });
  const xinggen = createXinggen({ baseUrl: server.url, retryPauseMs: 1 });

  await assert.rejects(xinggen.get("/api/v1/me", { signal: stop.signal }), { name: "AbortError" });
  assert.equal(server.seen.length, 1);
});

test("what an operation needs has to be said", () => {
  const { post, patch } = createXinggen({ baseUrl: "http://localhost" });
  // Never called: the compiler is the one who checks.
  const _wrong = () => [
    // @ts-expect-error there is no such path
    post("/api/v1/nothing"),
    // @ts-expect-error the key is missing
    post("/api/v1/episodes/{episode_id}/productions", { params, body: {} }),
    // @ts-expect-error the version is missing
    patch("/api/v1/dramas/{drama_id}", { params: { path: { drama_id: "d" } }, body: { title: "新" } }),
    // @ts-expect-error there is no such style
    post("/api/v1/dramas", { body: { title: "旧相机", style: "plaid" } }),
  ];
  assert.equal(typeof _wrong, "function");
});

test("keys are visible ASCII and differ", () => {
  const keys = new Set(Array.from({ length: 10_000 }, idempotencyKey));
  assert.equal(keys.size, 10_000);
  for (const key of keys) {
    assert.match(key, /^[!-~]{1,200}$/);
  }
});
