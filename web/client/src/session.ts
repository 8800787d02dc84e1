import { XinggenError, readError } from "./error.js";
import { type Line, sendPatiently, templateOf } from "./repeat.js";
import type { TokenStore, Tokens } from "./tokens.js";
import type { Schemas } from "./types.js";

/** Shows the tokens with each request and renews them when they are over. */
export class Session {
  #refreshing: Promise<Tokens> | undefined;

  constructor(
    readonly baseUrl: string,
    private readonly line: Line,
    private readonly store: TokenStore,
    private readonly onTokens: ((tokens: Tokens | undefined) => void) | undefined,
    readonly headers: Readonly<Record<string, string>>,
  ) {}

  /** Opens an account or signs in: both answer with a session. */
  async enter(path: "/api/v1/auth/register" | "/api/v1/auth/login", body: unknown): Promise<Schemas["User"]> {
    const session = await this.#exchange(path, body, false);
    await this.#keep(tokensOf(session));
    return session.user;
  }

  /** Exchanges the tokens for the next pair; calls at the same time share one exchange. */
  async refresh(): Promise<void> {
    const tokens = await this.store.read();
    await this.#renew(tokens?.accessToken);
  }

  /** Forgets the tokens. */
  async forget(): Promise<void> {
    await this.#keep(undefined);
  }

  /** Sends a request as whoever is signed in; once more with new tokens when the old ones are over. */
  async fetch(request: Request): Promise<Response> {
    const make = await templateOf(request);
    const tokens = await this.store.read();
    const response = await sendPatiently(this.line, () => authorised(make(), tokens));
    if (tokens === undefined || response.status !== 401) {
      return response;
    }
    await response.body?.cancel();
    const next = await this.#renew(tokens.accessToken);
    return sendPatiently(this.line, () => authorised(make(), next));
  }

  /** Tokens that are not `stale`. */
  async #renew(stale: string | undefined): Promise<Tokens> {
    this.#refreshing ??= this.#next(stale).finally(() => {
      this.#refreshing = undefined;
    });
    return this.#refreshing;
  }

  async #next(stale: string | undefined): Promise<Tokens> {
    const tokens = await this.store.read();
    if (tokens === undefined) {
      throw new XinggenError(401, "unauthenticated", "nobody is signed in", "", [], {});
    }
    if (tokens.accessToken !== stale) {
      return tokens;
    }
    try {
      // Repeating is safe: the same refresh token gets the same next pair for a while.
      const session = await this.#exchange("/api/v1/auth/refresh", { refresh_token: tokens.refreshToken }, true);
      return await this.#keep(tokensOf(session));
    } catch (error) {
      if (error instanceof XinggenError && (error.status === 401 || error.status === 403)) {
        await this.forget();
      }
      throw error;
    }
  }

  async #exchange(path: string, body: unknown, repeatable: boolean): Promise<Schemas["Session"]> {
    const make = () =>
      new Request(this.baseUrl + path, {
        method: "POST",
        headers: { ...this.headers, "Content-Type": "application/json" },
        body: JSON.stringify(body),
      });
    const response = await sendPatiently(this.line, make, repeatable);
    if (!response.ok) {
      throw await readError(response);
    }
    return (await response.json()) as Schemas["Session"];
  }

  async #keep<T extends Tokens | undefined>(tokens: T): Promise<T> {
    await this.store.write(tokens);
    this.onTokens?.(tokens);
    return tokens;
  }
}

function authorised(request: Request, tokens: Tokens | undefined): Request {
  if (tokens !== undefined) {
    request.headers.set("Authorization", `Bearer ${tokens.accessToken}`);
  }
  return request;
}

function tokensOf(session: Schemas["Session"]): Tokens {
  return { accessToken: session.access_token, refreshToken: session.refresh_token };
}
