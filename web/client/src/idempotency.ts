/**
 * A new key for the header `Idempotency-Key`: one for each thing that you want done once. The client sends the same
 * key again when it repeats a request after a broken line; keep it with your order if you want to repeat it later.
 */
export function idempotencyKey(): string {
  const part = () => Math.random().toString(36).slice(2, 12).padEnd(10, "0");
  return `${Date.now().toString(36)}-${part()}-${part()}`;
}
