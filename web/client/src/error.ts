import type { Schemas } from "./types.js";

/** One wrong part of a request. */
export type FieldProblem = Schemas["FieldProblem"];

/** What every problem has; the rest are members of its own. */
const COMMON = new Set(["type", "title", "status", "detail", "instance", "code", "request_id", "errors"]);

/**
 * A request that the server refused or could not do. Decide by `code`, which never changes; `message` is for people,
 * in the language that the client asks for. A line that is down is no `XinggenError` but what `fetch` throws.
 */
export class XinggenError extends Error {
  override readonly name = "XinggenError";

  constructor(
    /** The HTTP status. */
    readonly status: number,
    /** The stable code, like `insufficient_credits`; `http_502` and so on for an answer that is not the API's own. */
    readonly code: string,
    /** What happened and what to do. */
    readonly detail: string,
    /** The id of the request; tell it when you ask for help. */
    readonly requestId: string,
    /** Each wrong part of the request, for `invalid_request`. */
    readonly errors: readonly FieldProblem[],
    /** What else there is to know by code: `needed` and `available` credits, the `current` version, and so on. */
    readonly members: Readonly<Record<string, unknown>>,
  ) {
    super(detail);
  }
}

/** The error for an answer that is not a success, from its body as it was read. */
export function errorOf(response: Response, body: unknown): XinggenError {
  const requestId = response.headers.get("x-request-id") ?? "";
  if (!isProblem(body)) {
    // A proxy on the way, most likely.
    const detail = `the server answered ${response.status} ${response.statusText}`.trim();
    return new XinggenError(response.status, `http_${response.status}`, detail, requestId, [], {});
  }
  const members = Object.fromEntries(Object.entries(body).filter(([name]) => !COMMON.has(name)));
  const { code, detail, request_id, errors } = body;
  return new XinggenError(response.status, code, detail, request_id || requestId, errors ?? [], members);
}

/** Reads an answer that is not a success. */
export async function readError(response: Response): Promise<XinggenError> {
  const text = await response.text();
  try {
    return errorOf(response, JSON.parse(text));
  } catch {
    return errorOf(response, text);
  }
}

function isProblem(body: unknown): body is Schemas["Problem"] {
  return typeof body === "object" && body !== null && "code" in body && typeof body.code === "string";
}
