// The TypeScript client's order entry on a socket that is played: answers by their ids, fills each once.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Fills, Refused, Trader } from "../../../clients/typescript/trading";

class PlayedSocket {
  static last: PlayedSocket;
  readonly sent: Record<string, unknown>[] = [];
  onopen?: () => void;
  onmessage?: (event: { data: string }) => void;
  onclose?: () => void;

  constructor() {
    PlayedSocket.last = this;
    queueMicrotask(() => this.onopen?.());
  }

  send(text: string): void {
    const said = JSON.parse(text) as Record<string, unknown>;
    this.sent.push(said);
    if (said.op === "challenge") this.answer(said, 200, { challenge: "abcdef0123456789" });
    if (said.op === "logon") this.answer(said, 200, { session: 7 });
  }

  answer(said: Record<string, unknown>, status: number, body: unknown): void {
    this.tell({ channel: "answer", id: said.id, request: said.op, status, body });
  }

  tell(message: unknown): void {
    queueMicrotask(() => this.onmessage?.({ data: JSON.stringify(message) }));
  }

  close(): void {
    this.onclose?.();
  }
}

beforeEach(() => vi.stubGlobal("WebSocket", PlayedSocket));
afterEach(() => vi.unstubAllGlobals());

test("answers come to whoever asked, and a refusal says why", async () => {
  const trader = await Trader.connect("ws://venue/v1/stream");
  const socket = PlayedSocket.last;
  const [first, second] = [trader.ask("place", { body: { lots: 1 } }), trader.ask("place", { body: { lots: 0 } })];
  const [one, two] = socket.sent.slice(-2) as [Record<string, unknown>, Record<string, unknown>];
  expect(one.id).not.toBe(two.id);
  socket.answer(two, 400, { error: { code: "BAD_REQUEST", message: "Is too small.", field: "lots", given: "0" } });
  socket.answer(one, 200, { order: 12 });
  expect(await first).toEqual({ order: 12 });
  await expect(second).rejects.toBeInstanceOf(Refused);
  const lost = trader.ask("cancel", { order: 12, body: { account: 1 } });
  trader.close();
  await expect(lost).rejects.toThrow("the connection ended");
});

test("a key signs the challenge", async () => {
  const signed: string[] = [];
  await Trader.connect("ws://venue/v1/stream", {
    id: "kone",
    sign: (text) => {
      signed.push(new TextDecoder().decode(text));
      return Promise.resolve(new Uint8Array([1, 2, 3]));
    },
  });
  const logon = PlayedSocket.last.sent.at(-1) as { body: Record<string, unknown> };
  const lines = signed[0]!.split("\n");
  expect([lines[0], lines[1], lines[3], lines[4], lines[5]]).toEqual([
    "v1",
    "kone",
    "abcdef0123456789",
    "LOGON",
    "/v1/stream",
  ]);
  expect(logon.body).toMatchObject({ key: "kone", signature: "AQID", expires: Number(lines[2]) });
});

test("each fill is told once, and a broken chain is said", () => {
  const fills = new Fills(1);
  const fill = (sequence: number) => ({ sequence, trade: sequence, lots: 1, price: "6.400" });
  const message = (type: string, prevSeq: number, seq: number, ...data: unknown[]) => ({
    channel: "fills:1",
    type,
    prevSeq,
    seq,
    data,
  });
  expect(fills.take(message("snapshot", 10, 10, fill(10), fill(9)))).toEqual([]);
  expect(fills.take(message("event", 10, 14, fill(12), fill(14))).map((f) => f.sequence)).toEqual([12, 14]);
  expect(fills.take(message("snapshot", 20, 20, fill(20), fill(17), fill(14))).map((f) => f.sequence)).toEqual([17, 20]);
  expect(() => fills.take(message("event", 25, 30, fill(30)))).toThrow("between 20 and 25");
});
