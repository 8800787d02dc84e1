import type { XinggenEvent, News } from "./events.js";
import { XinggenError } from "./error.js";
import type { Schemas } from "./types.js";

/** Whether to go on at a price: always, never, or as somebody decides. */
export type Approval = boolean | ((quote: Schemas["Quote"]) => boolean | Promise<boolean>);

/** How to wait for a production. */
export interface WaitOptions {
  /** Hears of every change of the production and its jobs. */
  onNews?: ((news: News) => void) | undefined;
  /** Decides about the quote that the production waits with. Without it, waiting ends there. */
  approve?: Approval | undefined;
  /** Ends the waiting, with the signal's reason; the production goes on. */
  signal?: AbortSignal | undefined;
}

/** What waiting needs from a client. */
interface Source {
  events(options: { signal?: AbortSignal | undefined }): AsyncIterable<XinggenEvent>;
  get(id: string): Promise<Schemas["ProductionDetail"]>;
  approve(id: string): Promise<Schemas["ProductionDetail"]>;
}

/** In these, nothing happens any more, or not until somebody acts. */
const RESTING = new Set<Schemas["ProductionState"]>(["done", "failed", "cancelled", "paused"]);

/** The production once it is over or waits for somebody. */
export async function waitFor(source: Source, id: string, options: WaitOptions): Promise<Schemas["ProductionDetail"]> {
  for await (const event of source.events({ signal: options.signal })) {
    if (!isOf(event, id)) {
      continue;
    }
    if (event.kind !== "open" && event.kind !== "reset") {
      options.onNews?.(event);
    }
    if (event.kind === "job") {
      continue;
    }
    // Events tell what was true when they were written; what is true now decides. The stream was open before this look,
    // so nothing falls between.
    const rested = await look(source, id, options.approve);
    if (rested !== undefined) {
      return rested;
    }
  }
  throw options.signal?.reason ?? new Error("the events ended before the production did");
}

/** Whether an event may have to do with a production. */
function isOf(event: XinggenEvent, id: string): event is Exclude<XinggenEvent, { kind: "credits" }> {
  switch (event.kind) {
    case "job":
      return event.job.production_id === id;
    case "production":
      return event.production.id === id;
    case "credits":
      return false;
    default:
      return true;
  }
}

async function look(source: Source, id: string, approve: Approval | undefined): Promise<Schemas["ProductionDetail"] | undefined> {
  const production = await source.get(id);
  if (RESTING.has(production.state)) {
    return production;
  }
  if (production.state !== "awaiting_approval") {
    return undefined;
  }
  const quote = production.quote ?? { exact: 0, ceiling: 0, total: 0 };
  if (!(typeof approve === "function" ? await approve(quote) : approve)) {
    return production;
  }
  try {
    await source.approve(id);
  } catch (error) {
    // Somebody else has decided in the meantime; the next event tells how.
    if (!(error instanceof XinggenError && error.code === "wrong_state")) {
      throw error;
    }
  }
  return undefined;
}
