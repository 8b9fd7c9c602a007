// The TypeScript client's book on a venue's recorded messages over a bad line.
import { describe, expect, it } from "vitest";
import recorded from "../../../clients/recorded/depth.5.jsonl?raw";
import { crc32c, DepthBook, type Message } from "../../../clients/typescript/tokenbourse";

interface Row {
  message: Message;
  snapshot: Message;
}

const rows = recorded
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Row);

/** The same numbers on every machine. */
function chanceOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

describe("a book over the stream", () => {
  const channel = rows[0]!.snapshot.channel;
  const truth = new Map<number, string>();
  for (const row of rows) {
    const own = new DepthBook(channel);
    expect(own.take(row.snapshot)).toBe("taken");
    truth.set(own.seq, own.text);
  }

  it("knows the checksum", () => {
    expect(crc32c("123456789")).toBe("e3069283");
    expect(crc32c("")).toBe("00000000");
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])("is never silently wrong (%i)", (seed) => {
    const chance = chanceOf(seed);
    const book = new DepthBook(channel);
    const line: Message[] = [];
    let resyncs = 0;
    for (const row of rows) {
      line.push(row.message);
      while (line.length > 3) {
        const at = chance() < 0.2 ? Math.floor(chance() * 3) : 0;
        const message = line[at]!;
        if (chance() >= 0.08) line.splice(at, 1);
        if (chance() < 0.08) continue;
        if (book.take(message) === "resync") {
          resyncs++;
          line.push(row.snapshot);
        }
        if (book.good) expect(book.text).toBe(truth.get(book.seq));
      }
    }
    expect(resyncs).toBeGreaterThan(0);
    const last = rows.at(-1)!.snapshot;
    const beat: Message = { channel: "heartbeat", epoch: last.epoch!, channels: { [channel]: last.seq! } };
    if (book.take(beat) === "resync") expect(book.take(last)).toBe("taken");
    expect(book.text).toBe(truth.get(last.seq!));
  });

  it("follows the messages as they were told", () => {
    const book = new DepthBook(channel);
    for (const row of rows) expect(book.take(row.message)).toBe("taken");
    expect(book.text).toBe(truth.get(rows.at(-1)!.snapshot.seq!));
  });
});
