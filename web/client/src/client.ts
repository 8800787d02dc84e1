import createClient, { type Client } from "openapi-fetch";
import type { HttpMethod } from "openapi-typescript-helpers";
import { errorOf } from "./error.js";
import { type EventOptions, type XinggenEvent, listen } from "./events.js";
import { type WaitOptions, waitFor } from "./production.js";
import { Session } from "./session.js";
import type { paths } from "./schema.js";
import { type TokenStore, type Tokens, memoryTokens } from "./tokens.js";
import type { Call, Schemas } from "./types.js";

/** Where and how to call. */
export interface XinggenOptions {
  /** Where the server is, like `https://xinggen.example`, without `/api/v1`. */
  baseUrl: string;
  /** The language of what people are told. */
  language?: "zh" | "en";
  /** Where the tokens are kept; in memory unless said. */
  tokens?: TokenStore;
  /** Hears of new tokens, and of `undefined` when the session is over. */
  onTokens?: (tokens: Tokens | undefined) => void;
  /** How often a request that is safe to repeat is repeated when the line breaks; 3 unless said. */
  retries?: number;
  /** The pause before the first repetition, in milliseconds, doubled each time; 500 unless said. */
  retryPauseMs?: number;
  /** Another `fetch`. */
  fetch?: (request: Request) => Promise<Response>;
}

/** Who signs in. */
export type Credentials = Schemas["LoginBody"];

/** A client of one server, with one session. */
export interface Xinggen {
  /** Calls an operation by its path; answers with its data, or throws a `XinggenError`. */
  get: Call<"get">;
  post: Call<"post">;
  put: Call<"put">;
  patch: Call<"patch">;
  delete: Call<"delete">;
  /** The same calls with the whole answer, headers and all, as `openapi-fetch` gives it; nothing is thrown. */
  raw: Client<paths>;
  /** Opens an account and signs it in. */
  register(body: Schemas["RegisterBody"]): Promise<Schemas["User"]>;
  /** Signs in. */
  login(credentials: Credentials): Promise<Schemas["User"]>;
  /** Exchanges the tokens for the next pair. Calls do this by themselves when they have to. */
  refresh(): Promise<void>;
  /** Ends the session at the server and forgets the tokens. */
  logout(): Promise<void>;
  /** Stores a file; what it is, is read from its bytes, and of texts from the name's extension. */
  upload(file: Blob, name: string): Promise<Schemas["Asset"]>;
  /** What changes, as it changes: each event once, in order, across broken lines. */
  events(options?: EventOptions): AsyncGenerator<XinggenEvent, void>;
  /** An address for a browser's `EventSource`. It opens one stream, once, within a minute. */
  eventSourceUrl(options?: { lastEventId?: number }): Promise<string>;
  /** The production once it is done, failed, cancelled or paused, or waits for an approval that `approve` does not give. */
  waitForProduction(id: string, options?: WaitOptions): Promise<Schemas["ProductionDetail"]>;
}

/** A client. Nothing is sent yet. */
export function createXinggen(options: XinggenOptions): Xinggen {
  const baseUrl = new URL(options.baseUrl).href.replace(/\/+$/, "");
  const line = {
    fetch: options.fetch ?? ((request: Request) => globalThis.fetch(request)),
    retries: options.retries ?? 3,
    pauseMs: options.retryPauseMs ?? 500,
  };
  const headers: Record<string, string> = options.language === undefined ? {} : { "Accept-Language": options.language };
  const session = new Session(baseUrl, line, options.tokens ?? memoryTokens(), options.onTokens, headers);
  const raw = createClient<paths>({ baseUrl, headers, fetch: (request) => session.fetch(request) });
  const get = caller(raw, "get");
  const post = caller(raw, "post");
  const events = (how: EventOptions = {}) => listen(session, how);
  return {
    raw,
    get,
    post,
    put: caller(raw, "put"),
    patch: caller(raw, "patch"),
    delete: caller(raw, "delete"),
    register: (body) => session.enter("/api/v1/auth/register", body),
    login: (credentials) => session.enter("/api/v1/auth/login", credentials),
    refresh: () => session.refresh(),
    logout: async () => {
      await post("/api/v1/auth/logout");
      await session.forget();
    },
    upload: (file, name) => {
      const form = new FormData();
      form.append("file", file, name);
      // The document knows bytes as a string; what is sent is the form.
      return post("/api/v1/assets/uploads", { body: { file: "" }, bodySerializer: () => form });
    },
    events,
    eventSourceUrl: async ({ lastEventId } = {}) => {
      const { ticket } = await post("/api/v1/events/tickets");
      const query = new URLSearchParams({ ticket });
      if (lastEventId !== undefined) {
        query.set("last_event_id", String(lastEventId));
      }
      return `${baseUrl}/api/v1/events?${query}`;
    },
    waitForProduction: (id, how = {}) => {
      const params = { path: { production_id: id } };
      const source = {
        events,
        get: () => get("/api/v1/productions/{production_id}", { params }),
        approve: () => post("/api/v1/productions/{production_id}/approve", { params }),
      };
      return waitFor(source, id, how);
    },
  };
}

/** Calls by one method that give the data alone. Which paths take which values is what {@link Call} says. */
function caller<Method extends HttpMethod>(raw: Client<paths>, method: Method): Call<Method> {
  const request = raw.request as unknown as (method: string, path: string, init?: object) => Promise<Outcome>;
  const call = async (path: string, init?: object) => {
    const { data, error, response } = await request(method, path, init);
    if (!response.ok) {
      throw errorOf(response, error);
    }
    return data;
  };
  return call as unknown as Call<Method>;
}

interface Outcome {
  data?: unknown;
  error?: unknown;
  response: Response;
}
