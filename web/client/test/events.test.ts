import assert from "node:assert/strict";
import type { ServerResponse } from "node:http";
import { test } from "node:test";
import { type XinggenEvent, createXinggen, memoryTokens } from "../src/index.js";
import { messages } from "../src/sse.js";
import { collectGarbage, json, problem, standIn } from "./stand-in.js";

const stream = (response: ServerResponse) => response.writeHead(200, { "Content-Type": "text/event-stream" });
const open = (number: number) => `retry: 5\nid: ${number}\nevent: open\ndata: {"kind":"open","number":${number}}\n\n`;
const news = (number: number) =>
  `id: ${number}\nevent: credits\ndata: {"number":${number},"created_at":"2026-01-01T00:00:00Z","kind":"credits","credits":1,"held":0}\n\n`;

/** The first events, as kind and number. */
async function first(count: number, events: AsyncGenerator<XinggenEvent, void>): Promise<string[]> {
  const told: string[] = [];
  for await (const event of events) {
    told.push(`${event.kind} ${event.number}`);
    if (told.length === count) {
      break;
    }
  }
  return told;
}

test("messages are read however their bytes are cut", async () => {
  const text = ": hello\r\nid: 1\r\nevent: job\r\ndata: {\"名\":\r\ndata: \"字\"}\r\n\r\ndata:二\n\nretry: 7\ndata\n\nid: 9\ndata: cut off\n";
  const bytes = new TextEncoder().encode(text);
  for (const size of [1, 2, 3, 5, 8, bytes.length]) {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let at = 0; at < bytes.length; at += size) {
          controller.enqueue(bytes.slice(at, at + size));
        }
        controller.close();
      },
    });
    const read = [];
    for await (const message of messages(body, () => undefined, new AbortController().signal)) {
      read.push(message);
    }
    assert.deepEqual(read, [
      { id: "1", event: "job", data: '{"名":\n"字"}', retry: undefined },
      { id: undefined, event: "message", data: "二", retry: undefined },
      { id: undefined, event: "message", data: "", retry: 7 },
    ], `cut into pieces of ${size}`);
  }
});

test("across broken lines each event comes once, in order, none skipped", async (t) => {
  const server = await standIn(t, (_, response, nth) => {
    stream(response);
    if (nth === 1) {
      // Breaks in the middle of an event.
      return void response.write(open(2) + news(3) + news(4) + news(5).slice(0, 30), () => response.destroy());
    }
    if (nth === 2) {
      return void response.destroy();
    }
    // Repeats one that was seen.
    response.write(open(4) + news(4) + news(5) + news(6));
  });
  const xinggen = createXinggen({ baseUrl: server.url, retryPauseMs: 1 });

  const told = await first(6, xinggen.events({ lastEventId: 2 }));

  assert.deepEqual(told, ["open 2", "credits 3", "credits 4", "open 4", "credits 5", "credits 6"]);
  assert.deepEqual(server.seen.map((one) => one.headers["last-event-id"]), ["2", "4", "4"]);
});

test("without a number the stream begins now; a line that ends is taken up from there", async (t) => {
  const server = await standIn(t, (_, response, nth) => {
    stream(response).end(nth === 1 ? open(7) : open(7) + news(8));
  });
  const xinggen = createXinggen({ baseUrl: server.url });

  assert.deepEqual(await first(3, xinggen.events()), ["open 7", "open 7", "credits 8"]);
  assert.deepEqual(server.seen.map((one) => one.headers["last-event-id"]), [undefined, "7"]);
});

test("after a reset the stream goes on behind its number", async (t) => {
  const reset = 'id: 90\nevent: reset\ndata: {"kind":"reset","number":90}\n\n';
  const server = await standIn(t, (_, response, nth) => {
    stream(response).end(nth === 1 ? open(90) + reset + news(91) : open(91) + news(92));
  });
  const xinggen = createXinggen({ baseUrl: server.url });

  const told = await first(5, xinggen.events({ lastEventId: 1 }));
  assert.deepEqual(told, ["open 90", "reset 90", "credits 91", "open 91", "credits 92"]);
});

test("a full server is asked again, a refusal is thrown", async (t) => {
  const server = await standIn(t, (_, response, nth) => {
    if (nth === 1) {
      return problem(response, 429, "too_many_listeners", { limit: 5 }, { "Retry-After": "0" });
    }
    if (nth === 2) {
      return void stream(response).end(open(1));
    }
    problem(response, 422, "invalid_request");
  });
  const xinggen = createXinggen({ baseUrl: server.url, retries: 0 });

  await assert.rejects(first(9, xinggen.events()), { code: "invalid_request" });
  assert.equal(server.seen.length, 3);
});

test("a signal ends the loop, and leaving it hangs up", { timeout: 20_000 }, async (t) => {
  let closed = 0;
  const server = await standIn(t, (_, response) => {
    response.on("close", () => (closed += 1));
    stream(response).write(open(1));
  });
  const xinggen = createXinggen({ baseUrl: server.url });

  const stop = new AbortController();
  const told: string[] = [];
  for await (const event of xinggen.events({ signal: stop.signal })) {
    told.push(event.kind);
    setTimeout(() => {
      collectGarbage();
      stop.abort();
    }, 10);
  }
  assert.deepEqual(told, ["open"]);

  assert.deepEqual(await first(1, xinggen.events()), ["open 1"]);
  for (let looked = 0; closed < 2 && looked < 100; looked += 1) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  assert.equal(closed, 2, "connections stayed open");
});

test("an EventSource gets an address with a ticket", async (t) => {
  const server = await standIn(t, (_, response) => json(response, 201, { ticket: "a+b", expires_in: 60 }));
  const tokens = memoryTokens({ accessToken: "access", refreshToken: "refresh" });
  const xinggen = createXinggen({ baseUrl: server.url, tokens });

  const url = await xinggen.eventSourceUrl({ lastEventId: 12 });
  assert.equal(url, `${server.url}/api/v1/events?ticket=a%2Bb&last_event_id=12`);
  assert.equal(await xinggen.eventSourceUrl(), `${server.url}/api/v1/events?ticket=a%2Bb`);
  assert.equal(server.seen[0]?.headers.authorization, "Bearer access");
});
