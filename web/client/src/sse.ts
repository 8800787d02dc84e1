/** One message of a Server-Sent Events stream. */
export interface Message {
  id: string | undefined;
  event: string;
  data: string;
  /** After how many milliseconds to come back, if the stream said so with this message. */
  retry: number | undefined;
}

/**
 * The messages of a stream, in order, however its bytes are cut. What has no empty line behind it when the stream ends
 * is not a message. `onBytes` hears of every sign of life, comments too; `signal` hangs up.
 */
export async function* messages(
  body: ReadableStream<Uint8Array>,
  onBytes: () => void,
  signal: AbortSignal,
): AsyncGenerator<Message, void> {
  const reader = body.getReader();
  const hangUp = () => void reader.cancel().catch(() => undefined);
  signal.addEventListener("abort", hangUp, { once: true });
  const decoder = new TextDecoder();
  let rest = "";
  let fields: string[] = [];
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        return;
      }
      onBytes();
      // A CR at the very end may be the first half of a CRLF.
      const lines = (rest + decoder.decode(value, { stream: true })).split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop() ?? "";
      for (const line of lines) {
        if (line !== "") {
          fields.push(line);
          continue;
        }
        const message = read(fields);
        fields = [];
        if (message !== undefined) {
          yield message;
        }
      }
    }
  } finally {
    // Whoever stops listening closes the connection.
    signal.removeEventListener("abort", hangUp);
    await reader.cancel().catch(() => undefined);
  }
}

function read(fields: string[]): Message | undefined {
  const message: Message = { id: undefined, event: "message", data: "", retry: undefined };
  const data: string[] = [];
  for (const field of fields) {
    const [, name, value = ""] = /^([^:]*)(?:: ?(.*))?$/s.exec(field) ?? [];
    if (name === "data") {
      data.push(value);
    } else if (name === "event") {
      message.event = value;
    } else if (name === "id") {
      message.id = value;
    } else if (name === "retry" && /^\d+$/.test(value)) {
      message.retry = Number(value);
    }
  }
  message.data = data.join("\n");
  return data.length === 0 ? undefined : message;
}
