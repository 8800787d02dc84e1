/** What a session shows: one token to call with, one to exchange for the next pair. */
export interface Tokens {
  /** Holds for minutes. */
  accessToken: string;
  /** Exchanged once; keep it secret. */
  refreshToken: string;
}

/**
 * Where the tokens are kept. A store that tabs or processes share (local storage, a file, a database row) lets them
 * share the session too: before a refresh the client looks whether somebody else has refreshed already.
 */
export interface TokenStore {
  /** The tokens of now, if anybody is signed in. */
  read(): Tokens | undefined | Promise<Tokens | undefined>;
  /** Keeps new tokens; `undefined` when the session is over. */
  write(tokens: Tokens | undefined): void | Promise<void>;
}

/** A store that forgets when the process ends. */
export function memoryTokens(tokens?: Tokens): TokenStore {
  let kept = tokens;
  return {
    read: () => kept,
    write: (next) => {
      kept = next;
    },
  };
}
