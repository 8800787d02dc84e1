import type { FetchResponse, MaybeOptionalInit } from "openapi-fetch";
import type { HttpMethod, MediaType, PathsWithMethod, RequiredKeysOf } from "openapi-typescript-helpers";
import type { components, paths } from "./schema.js";

/** The things of the API by name: `Schemas["Drama"]`. */
export type Schemas = components["schemas"];

/** What has to be said with a call; nothing at all where nothing is required. */
type Init<I> = RequiredKeysOf<I> extends never ? [init?: I] : [init: I];

/** What an operation answers with when it succeeds: its data, or nothing at all. */
type Answer<Operation, I> = Operation extends Record<string | number, unknown>
  ? Data<Extract<FetchResponse<Operation, I, MediaType>, { error?: never }>["data"]>
  : never;

/**
 * Data that is there. Without `exactOptionalPropertyTypes`, the data of a refusal, which is left out, reads as
 * `undefined` and would stand in every answer.
 */
type Data<D> = [Exclude<D, undefined>] extends [never] ? undefined : Exclude<D, undefined>;

/** A call of any operation with this method: its answer, or a thrown `XinggenError`. */
export type Call<Method extends HttpMethod> = <
  Path extends PathsWithMethod<paths, Method>,
  I extends MaybeOptionalInit<paths[Path], Method>,
>(
  path: Path,
  ...init: Init<I>
) => Promise<Answer<paths[Path][Method], I>>;
