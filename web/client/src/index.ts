/**
 * Xinggen over HTTP: typed calls for every operation of the API, sessions that renew themselves, problems as errors,
 * and events that survive a broken line. Start with {@link createXinggen}.
 */

export { createXinggen, type Credentials, type Xinggen, type XinggenOptions } from "./client.js";
export { XinggenError, type FieldProblem } from "./error.js";
export type { EventOptions, News, StreamNote, XinggenEvent } from "./events.js";
export { idempotencyKey } from "./idempotency.js";
export type { Approval, WaitOptions } from "./production.js";
export { memoryTokens, type TokenStore, type Tokens } from "./tokens.js";
export type { components, operations, paths } from "./schema.js";
export type { Schemas } from "./types.js";
