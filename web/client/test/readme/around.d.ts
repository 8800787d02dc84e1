// What the examples take for granted.
import type { Schemas, Xinggen } from "@xinggen/client";

declare global {
  const xinggen: Xinggen;
  const drama: Schemas["Drama"];
  const story: string;
  const bytes: ArrayBuffer;
  const baseUrl: string;
  const signal: AbortSignal;
  let lastEventId: number | undefined;
  function showLogin(): void;
  function readEverythingAnew(): void;
}
