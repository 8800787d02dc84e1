/** The main job against a running server, whose address is in XINGGEN_URL. New accounts there need enough credits. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { type Schemas, type Xinggen, createXinggen, idempotencyKey } from "../../src/index.js";

const baseUrl = process.env["XINGGEN_URL"];
assert.ok(baseUrl, "set XINGGEN_URL to the address of a running server");
const STORY = new URL("../../../../../docs/examples/night-shift.txt", import.meta.url);

async function newcomer(name: string): Promise<Xinggen> {
  const xinggen = createXinggen({ baseUrl: baseUrl as string, language: "en" });
  const email = `${name}-${idempotencyKey()}@example.com`;
  const user = await xinggen.register({ email, password: "correct horse battery", name });
  assert.equal(user.email, email);
  return xinggen;
}

/** All entries of the statement, in small pages, newest first. */
async function statement(xinggen: Xinggen): Promise<Schemas["CreditTransaction"][]> {
  const entries: Schemas["CreditTransaction"][] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const query = cursor === undefined ? { limit: 7 } : { limit: 7, cursor };
    const page: Schemas["CreditTransactionPage"] = await xinggen.get("/api/v1/credits/transactions", { params: { query } });
    entries.push(...page.items);
    cursor = page.next_cursor;
  }
  return entries;
}

test("from an account to a finished video and its bill", { timeout: 600_000 }, async () => {
  const xinggen = await newcomer("lin");
  const granted = (await xinggen.get("/api/v1/credits")).available;

  const drama = await xinggen.post("/api/v1/dramas", { body: { title: "Night Shift", story: await readFile(STORY, "utf8") } });
  const { items } = await xinggen.get("/api/v1/dramas/{drama_id}/episodes", { params: { path: { drama_id: drama.id } } });
  const episode = items[0];
  assert.ok(episode, "the story has no episode");
  const path = { episode_id: episode.id };
  const { total } = await xinggen.post("/api/v1/episodes/{episode_id}/quotes", { params: { path }, body: {} });
  assert.ok(total > 0 && total <= granted, `${total} credits are quoted, ${granted} granted`);

  const numbers: number[] = [];
  const stop = new AbortController();
  const listening = (async () => {
    for await (const event of xinggen.events({ lastEventId: 0, signal: stop.signal })) {
      if (event.kind !== "open") {
        numbers.push(event.number);
      }
    }
  })();
  const header = { "Idempotency-Key": idempotencyKey() };
  const order = { params: { path, header }, body: { auto_approve: true } };
  const production = await xinggen.post("/api/v1/episodes/{episode_id}/productions", order);
  assert.equal((await xinggen.post("/api/v1/episodes/{episode_id}/productions", order)).id, production.id);

  const finished = new Set<string>();
  const onNews = (news: { kind: string; job?: Schemas["JobNews"] }) => {
    if (news.job?.state === "succeeded") {
      finished.add(news.job.operation);
    }
  };
  const done = await xinggen.waitForProduction(production.id, { onNews });
  assert.equal(done.state, "done", done.message);
  assert.ok(finished.has("cut"), `the news told of ${[...finished].join(", ")} only`);

  const cuts = await xinggen.get("/api/v1/episodes/{episode_id}/cuts", { params: { path } });
  const video = cuts.items[0]?.video;
  assert.ok(video, "the episode has no cut");
  const bytes = new Uint8Array(await (await fetch(video.url)).arrayBuffer());
  assert.equal(bytes.length, video.bytes);
  assert.equal(new TextDecoder().decode(bytes.slice(4, 8)), "ftyp", "it is not an MP4");

  const [entries, credits] = [await statement(xinggen), await xinggen.get("/api/v1/credits")];
  const sum = entries.reduce((so_far, entry) => so_far + entry.amount, 0);
  assert.equal(sum, credits.credits);
  assert.equal(entries[0]?.balance_after, credits.credits);
  assert.deepEqual([credits.held, credits.available], [0, credits.credits]);
  assert.ok(granted - credits.credits <= total, "more was charged than quoted");

  stop.abort();
  await listening;
  assert.deepEqual(numbers, numbers.map((_, index) => index + 1), "events were skipped or repeated");
});

test("a quote is waited with, approved and a production called off", { timeout: 120_000 }, async () => {
  const xinggen = await newcomer("bai");
  const drama = await xinggen.post("/api/v1/dramas", { body: { title: "Night Shift", story: await readFile(STORY, "utf8") } });
  const { items } = await xinggen.get("/api/v1/dramas/{drama_id}/episodes", { params: { path: { drama_id: drama.id } } });
  const params = { path: { episode_id: items[0]?.id ?? "" }, header: { "Idempotency-Key": idempotencyKey() } };
  const { id } = await xinggen.post("/api/v1/episodes/{episode_id}/productions", { params, body: {} });

  const waiting = await xinggen.waitForProduction(id);
  assert.equal(waiting.state, "awaiting_approval");
  assert.equal(waiting.quote?.ceiling, 0);
  const running = await xinggen.post("/api/v1/productions/{production_id}/approve", { params: { path: { production_id: id } } });
  assert.equal(running.state, "running");
  await xinggen.post("/api/v1/productions/{production_id}/cancel", { params: { path: { production_id: id } } });
  assert.equal((await xinggen.waitForProduction(id)).state, "cancelled");
});

test("sessions, versions, files and tickets work as the client says", { timeout: 60_000 }, async () => {
  const xinggen = await newcomer("chen");
  await Promise.all([xinggen.refresh(), xinggen.refresh()]);

  const drama = await xinggen.post("/api/v1/dramas", { body: { title: "One" } });
  const params = { path: { drama_id: drama.id }, header: { "If-Match": `"${drama.version}"` } };
  const changed = await xinggen.patch("/api/v1/dramas/{drama_id}", { params, body: { title: "Two" } });
  assert.equal(changed.title, "Two");
  const stale = xinggen.patch("/api/v1/dramas/{drama_id}", { params, body: { title: "Three" } });
  await assert.rejects(stale, (error: { code: string; members: { current: Schemas["Drama"] } }) => {
    return error.code === "stale_version" && error.members.current.title === "Two";
  });
  assert.equal(await xinggen.delete("/api/v1/dramas/{drama_id}", { params: { path: { drama_id: drama.id } } }), undefined);

  const asset = await xinggen.upload(new Blob(["第一句。"], { type: "text/plain" }), "words.txt");
  assert.deepEqual([asset.kind, asset.bytes], ["document", 12]);
  assert.equal(await (await fetch(asset.url)).text(), "第一句。");
  const path = { asset_id: asset.id };
  const content = await xinggen.get("/api/v1/assets/{asset_id}/content", { params: { path }, parseAs: "text" });
  assert.equal(content, "第一句。");

  const browser = new AbortController();
  const response = await fetch(await xinggen.eventSourceUrl({ lastEventId: 0 }), { signal: browser.signal });
  assert.equal(response.headers.get("content-type"), "text/event-stream");
  browser.abort();

  await xinggen.logout();
  await assert.rejects(xinggen.get("/api/v1/me"), { code: "unauthenticated" });
});
