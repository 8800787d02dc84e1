import assert from "node:assert/strict";
import { test } from "node:test";
import { type Tokens, XinggenError, createXinggen, memoryTokens } from "../src/index.js";
import { type Answerer, json, problem, session, standIn } from "./stand-in.js";

/** Knows one valid access token, and one refresh token that gives it. */
const guarded: Answerer = ({ path, headers, body }, response) => {
  if (path === "/api/v1/auth/refresh") {
    return JSON.parse(body).refresh_token === "refresh-1"
      ? void setTimeout(() => session(response, "access-2", "refresh-2"), 20)
      : problem(response, 401, "session_over");
  }
  return headers.authorization === "Bearer access-2"
    ? json(response, 200, { path })
    : problem(response, 401, "unauthenticated");
};

test("calls at the same time share one refresh, and are all answered", async (t) => {
  const server = await standIn(t, guarded);
  const told: (Tokens | undefined)[] = [];
  const tokens = memoryTokens({ accessToken: "access-1", refreshToken: "refresh-1" });
  const xinggen = createXinggen({ baseUrl: server.url, tokens, onTokens: (next) => told.push(next) });

  const answers = await Promise.all(Array.from({ length: 5 }, () => xinggen.get("/api/v1/me")));

  assert.equal(answers.length, 5);
  assert.equal(server.seen.filter((one) => one.path === "/api/v1/auth/refresh").length, 1);
  assert.deepEqual(told, [{ accessToken: "access-2", refreshToken: "refresh-2" }]);
  await xinggen.get("/api/v1/me");
  assert.equal(server.seen.length, 5 + 1 + 5 + 1);
});

test("a body is sent again with the new token", async (t) => {
  const server = await standIn(t, guarded);
  const tokens = memoryTokens({ accessToken: "access-1", refreshToken: "refresh-1" });
  const xinggen = createXinggen({ baseUrl: server.url, tokens });

  await xinggen.post("/api/v1/dramas", { body: { title: "旧相机" } });

  const bodies = server.seen.filter((one) => one.path === "/api/v1/dramas").map((one) => one.body);
  assert.deepEqual(bodies, ['{"title":"旧相机"}', '{"title":"旧相机"}']);
});

test("a refresh that somebody else did is taken over", async (t) => {
  const server = await standIn(t, guarded);
  let reads = 0;
  const pair = (n: number) => ({ accessToken: `access-${n}`, refreshToken: `refresh-${n}` });
  // Another tab writes its new tokens after our first look.
  const tokens = { read: () => pair((reads += 1) === 1 ? 1 : 2), write: () => assert.fail("nothing is new") };
  const xinggen = createXinggen({ baseUrl: server.url, tokens });

  await xinggen.get("/api/v1/me");

  assert.deepEqual(server.seen.map((one) => one.path), ["/api/v1/me", "/api/v1/me"]);
});

test("a session that is over is forgotten and says so", async (t) => {
  const server = await standIn(t, guarded);
  const tokens = memoryTokens({ accessToken: "access-0", refreshToken: "refresh-0" });
  const told: (Tokens | undefined)[] = [];
  const xinggen = createXinggen({ baseUrl: server.url, tokens, onTokens: (next) => told.push(next) });

  const over = (error: unknown) => error instanceof XinggenError && error.code === "session_over";
  await assert.rejects(xinggen.get("/api/v1/me"), over);

  assert.equal(tokens.read(), undefined);
  assert.deepEqual(told, [undefined]);
});

test("a refresh over a broken line is repeated and keeps the session", async (t) => {
  const server = await standIn(t, (seen, response, nth) => {
    if (seen.path === "/api/v1/auth/refresh" && nth === 1) {
      return void response.destroy();
    }
    guarded(seen, response, nth);
  });
  const tokens = memoryTokens({ accessToken: "access-1", refreshToken: "refresh-1" });
  const xinggen = createXinggen({ baseUrl: server.url, tokens, retryPauseMs: 1 });

  await xinggen.get("/api/v1/me");

  assert.deepEqual(tokens.read(), { accessToken: "access-2", refreshToken: "refresh-2" });
});

test("registering signs in; logging out forgets", async (t) => {
  const server = await standIn(t, ({ path, headers }, response) => {
    if (path === "/api/v1/auth/register") {
      return session(response, "access-2", "refresh-2");
    }
    assert.equal(headers.authorization, "Bearer access-2");
    response.writeHead(204).end();
  });
  const tokens = memoryTokens();
  const xinggen = createXinggen({ baseUrl: `${server.url}/`, tokens, language: "zh" });

  const user = await xinggen.register({ email: "lin@example.com", password: "correct horse battery" });
  assert.equal(user.name, "林晚");
  assert.deepEqual(tokens.read(), { accessToken: "access-2", refreshToken: "refresh-2" });
  assert.equal(server.seen[0]?.headers["accept-language"], "zh");

  await xinggen.logout();
  assert.equal(tokens.read(), undefined);
  await assert.rejects(xinggen.refresh(), { code: "unauthenticated" });
});
