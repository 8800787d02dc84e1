import assert from "node:assert/strict";
import type { ServerResponse } from "node:http";
import { type TestContext, test } from "node:test";
import { createXinggen } from "../src/index.js";
import { json, problem, standIn } from "./stand-in.js";

const QUOTE = { exact: 12, ceiling: 0, total: 12 };

/** A server with the production `p`, which stands where `state` says and tells every listener when it moves. */
async function producing(t: TestContext, begin: string, approve: (move: (state: string) => void, response: ServerResponse) => void) {
  let state = begin;
  let number = 1;
  const lines: ServerResponse[] = [];
  const tell = (kind: string, id: string) => {
    number += 1;
    const body = { number, created_at: "2026-01-01T00:00:00Z", kind, [kind]: { id, production_id: id, state } };
    lines.forEach((line) => line.write(`id: ${number}\nevent: ${kind}\ndata: ${JSON.stringify(body)}\n\n`));
  };
  const move = (next: string) => {
    state = next;
    tell("production", "p");
  };
  const server = await standIn(t, ({ method, path }, response) => {
    if (path === "/api/v1/events") {
      lines.push(response);
      return void response
        .writeHead(200, { "Content-Type": "text/event-stream" })
        .write(`id: ${number}\nevent: open\ndata: {"kind":"open","number":${number}}\n\n`);
    }
    return method === "POST" ? approve(move, response) : json(response, 200, { id: "p", state, quote: QUOTE });
  });
  return { xinggen: createXinggen({ baseUrl: server.url }), server, move, tell };
}

test("a production that is over already is told at once", async (t) => {
  const { xinggen } = await producing(t, "done", () => assert.fail("nothing to approve"));
  assert.equal((await xinggen.waitForProduction("p")).state, "done");
});

test("a quote is shown, approved, and the production followed to its end", async (t) => {
  const { xinggen, tell, move: finish } = await producing(t, "awaiting_approval", (move, response) => {
    json(response, 200, {});
    move("running");
    tell("job", "p");
    tell("job", "another");
    tell("production", "another");
  });
  const heard: string[] = [];
  const quotes: unknown[] = [];

  const production = await xinggen.waitForProduction("p", {
    onNews: (news) => {
      heard.push(news.kind);
      if (news.kind === "job") {
        finish("done");
      }
    },
    approve: (quote) => quotes.push(quote) > 0,
  });

  assert.equal(production.state, "done");
  assert.deepEqual(quotes, [QUOTE]);
  assert.deepEqual(heard, ["production", "job", "production"]);
});

test("waiting ends where somebody has to decide or to pay", async (t) => {
  const waiting = await producing(t, "awaiting_approval", () => assert.fail("it was not approved"));
  assert.equal((await waiting.xinggen.waitForProduction("p")).state, "awaiting_approval");
  assert.equal((await waiting.xinggen.waitForProduction("p", { approve: () => false })).state, "awaiting_approval");
  const paused = await producing(t, "paused", () => assert.fail("nothing to approve"));
  assert.equal((await paused.xinggen.waitForProduction("p", { approve: true })).state, "paused");
});

test("an approval that somebody else gave is as good", async (t) => {
  const { xinggen } = await producing(t, "awaiting_approval", (move, response) => {
    problem(response, 409, "wrong_state", { state: "running" });
    move("done");
  });
  assert.equal((await xinggen.waitForProduction("p", { approve: true })).state, "done");
});

test("too few credits for the quote are an error; so is an end from outside", async (t) => {
  const poor = await producing(t, "awaiting_approval", (_, response) => problem(response, 402, "insufficient_credits"));
  await assert.rejects(poor.xinggen.waitForProduction("p", { approve: true }), { code: "insufficient_credits" });
  const endless = await producing(t, "running", () => assert.fail("nothing to approve"));
  const signal = AbortSignal.timeout(50);
  await assert.rejects(endless.xinggen.waitForProduction("p", { signal }), { name: "TimeoutError" });
});
