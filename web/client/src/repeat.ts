/** How a request is sent, and how often again. */
export interface Line {
  fetch: (request: Request) => Promise<Response>;
  /** How often a request that can be repeated is repeated. */
  retries: number;
  /** The pause before the first repetition, in milliseconds; each further one is twice as long. */
  pauseMs: number;
}

/** Busy, down for a moment, or given up in time: the same request may well succeed later. */
const PASSING = new Set([429, 503, 504]);
const LONGEST_PAUSE_MS = 30_000;

/**
 * Sends a request, and the same one again when the line breaks or the server cannot do it just now. Only what is safe
 * to repeat is: what reads, and what carries an Idempotency-Key, which makes the server do it once.
 */
export async function sendPatiently(line: Line, make: () => Request, repeatable?: boolean): Promise<Response> {
  for (let tried = 0; ; tried += 1) {
    const request = make();
    const last = tried >= ((repeatable ?? isRepeatable(request)) ? line.retries : 0);
    const usual = Math.min(line.pauseMs * 2 ** tried, LONGEST_PAUSE_MS);
    let response: Response;
    try {
      response = await line.fetch(request);
    } catch (error) {
      if (last || request.signal.aborted) {
        throw error;
      }
      await pause(usual, request.signal);
      continue;
    }
    if (last || !PASSING.has(response.status)) {
      return response;
    }
    await response.body?.cancel();
    await pause(retryAfterMs(response) ?? usual, request.signal);
  }
}

/**
 * Makes requests like this one, as many as are wanted. The body is read once and kept: clones would keep it too, and in
 * Node.js they lose their signal to the garbage collector and hold the process up.
 */
export async function templateOf(request: Request): Promise<() => Request> {
  const bytes = request.method === "GET" || request.method === "HEAD" ? undefined : await request.arrayBuffer();
  const body = bytes !== undefined && bytes.byteLength > 0 ? bytes : null;
  return () => new Request(request, { body, signal: request.signal });
}

/** What an answer says of when to try again, in milliseconds. */
export function retryAfterMs(response: Response): number | undefined {
  const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds * 1000, LONGEST_PAUSE_MS) : undefined;
}

/** Waits; throws the signal's reason when it is aborted meanwhile. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", stop);
      resolve();
    }, ms);
    signal.addEventListener("abort", stop, { once: true });
  });
}

function isRepeatable(request: Request): boolean {
  return request.method === "GET" || request.method === "HEAD" || request.headers.has("idempotency-key");
}
