import { XinggenError, readError } from "./error.js";
import { pause, retryAfterMs } from "./repeat.js";
import type { Session } from "./session.js";
import { messages } from "./sse.js";
import type { Schemas } from "./types.js";

/** Something that changed: a job, a production or the credits, as it was just then. */
export type News = Schemas["Event"];

/**
 * Where the stream stands. `open`: it is connected, and what changes from here on will be told. `reset`: what was asked
 * for is not kept any more, so read everything anew; the stream goes on behind `number`.
 */
export type StreamNote = { kind: "open"; number: number } | { kind: "reset"; number: number };

/** What the stream tells. */
export type XinggenEvent = News | StreamNote;

/** How to listen. */
export interface EventOptions {
  /** The number of the last event that you saw: the stream goes on behind it. Without it, it begins now. */
  lastEventId?: number | undefined;
  /** Ends the stream, and the loop over it. */
  signal?: AbortSignal | undefined;
}

/** The server says something every 15 seconds; a line that is silent for longer than this is dead. */
const SILENCE_MS = 45_000;
const FIRST_PAUSE_MS = 1000;

/**
 * The events in order, each once, none skipped: when the line breaks, it is opened again behind the last one seen. Ends
 * when the signal does; throws when the server refuses for good.
 */
export async function* listen(session: Session, options: EventOptions): AsyncGenerator<XinggenEvent, void> {
  const ended = options.signal ?? new AbortController().signal;
  const place: Place = { last: options.lastEventId, pauseMs: FIRST_PAUSE_MS };
  for (let failures = 0; !ended.aborted; failures += 1) {
    const line = new AbortController();
    const hangUp = () => line.abort(ended.reason);
    ended.addEventListener("abort", hangUp, { once: true });
    let wait: number | undefined;
    try {
      const response = await open(session, place, line.signal);
      wait = retryAfterMs(response);
      if (response.ok) {
        for await (const event of follow(response, place, line)) {
          failures = 0;
          yield event;
        }
      }
    } catch (error) {
      // Broken lines are mended; what the server refuses, or what nobody can read, is not.
      if (error instanceof XinggenError || error instanceof SyntaxError) {
        throw error;
      }
    } finally {
      ended.removeEventListener("abort", hangUp);
      line.abort();
    }
    await pause(wait ?? place.pauseMs * 2 ** Math.min(failures, 5), ended).catch(() => undefined);
  }
}

/** Where the stream stands, and how soon to come back to it. */
interface Place {
  last: number | undefined;
  pauseMs: number;
}

/** An open stream, or an answer that says to come back later. */
async function open(session: Session, place: Place, signal: AbortSignal): Promise<Response> {
  const behind: Record<string, string> = place.last === undefined ? {} : { "Last-Event-ID": String(place.last) };
  const request = new Request(`${session.baseUrl}/api/v1/events`, {
    headers: { ...session.headers, ...behind, Accept: "text/event-stream" },
    signal,
  });
  const response = await session.fetch(request);
  if (!response.ok && response.status !== 429 && response.status < 500) {
    throw await readError(response);
  }
  return response;
}

async function* follow(response: Response, place: Place, line: AbortController): AsyncGenerator<XinggenEvent, void> {
  if (response.body === null) {
    return;
  }
  let silence: ReturnType<typeof setTimeout> | undefined;
  const heard = () => {
    clearTimeout(silence);
    silence = setTimeout(() => line.abort(new Error("the stream is silent")), SILENCE_MS);
  };
  heard();
  try {
    for await (const message of messages(response.body, heard, line.signal)) {
      place.pauseMs = message.retry ?? place.pauseMs;
      const event = JSON.parse(message.data) as XinggenEvent;
      const isNote = event.kind === "open" || event.kind === "reset";
      if (!isNote && place.last !== undefined && event.number <= place.last) {
        continue;
      }
      place.last = event.number;
      yield event;
    }
  } finally {
    clearTimeout(silence);
  }
}
