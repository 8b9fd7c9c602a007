// A client of a Tokenbourse venue: the stream, and a book that is right or says that it is not. No dependencies.

export interface Level {
  readonly price: string;
  readonly lots: number;
  readonly orders: number;
}

/** What the client reads of a message; the whole of it is docs/protocols/asyncapi.json. */
export interface Message {
  readonly channel: string;
  readonly type?: string;
  readonly seq?: number;
  readonly prevSeq?: number;
  readonly epoch?: string;
  readonly checksum?: string | null;
  readonly channels?: Readonly<Record<string, number>>;
  readonly message?: string;
  readonly data?: unknown;
}

/** passed: told nothing new; taken: the book is as of the message; resync: dropped, a snapshot must be asked for. */
export type Step = "passed" | "taken" | "resync";

const table = Array.from({ length: 256 }, (_, value) => {
  let row = value;
  for (let i = 0; i < 8; i++) row = (row >>> 1) ^ (row & 1 ? 0x82f63b78 : 0);
  return row >>> 0;
});

/** CRC-32C (Castagnoli) of an ASCII text as eight hexadecimal digits: of "123456789" it is e3069283. */
export function crc32c(text: string): string {
  let register = 0xffffffff;
  for (let i = 0; i < text.length; i++) register = table[(register ^ text.charCodeAt(i)) & 0xff]! ^ (register >>> 8);
  return ((register ^ 0xffffffff) >>> 0).toString(16).padStart(8, "0");
}

/** Orders decimals as numbers, without binary fractions. */
export function compare(a: string, b: string): number {
  const scale = (text: string) => (text.split(".")[1] ?? "").length;
  const digits = Math.max(scale(a), scale(b));
  const whole = (text: string) => BigInt(text.replace(".", "") + "0".repeat(digits - scale(text)));
  const difference = whole(a) - whole(b);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

// A request for a snapshot may be lost: so many messages later it is made again.
const patience = 100;

/** A book by price of one depth channel. While `good` is false nothing may be read from it. */
export class DepthBook {
  seq = -1;
  epoch: string | null = null;
  good = false;
  private waited = 0;
  private readonly sides: [Map<string, Level>, Map<string, Level>] = [new Map(), new Map()];
  readonly channel: string;

  constructor(channel: string) {
    this.channel = channel;
  }

  /** Best first. */
  get bids(): Level[] {
    return [...this.sides[0].values()].sort((a, b) => compare(b.price, a.price));
  }

  /** Best first. */
  get asks(): Level[] {
    return [...this.sides[1].values()].sort((a, b) => compare(a.price, b.price));
  }

  /** The text whose CRC-32C the venue tells. */
  get text(): string {
    const line = (side: string) => (l: Level) => `${side} ${l.price} ${l.lots} ${l.orders}\n`;
    return [...this.bids.map(line("bid")), ...this.asks.map(line("ask"))].join("");
  }

  take(message: Message): Step {
    if (message.channel === "heartbeat") return this.beat(message);
    if (message.channel !== this.channel) return "passed";
    const seq = message.seq!;
    const anew = this.epoch !== null && message.epoch !== this.epoch;
    if (message.type === "snapshot") {
      if (this.good && !anew && seq < this.seq) return "passed";
      this.clear();
      this.epoch = message.epoch!;
      return this.fill(message, seq);
    }
    if (!this.good) return ++this.waited % patience === 0 ? "resync" : "passed";
    if (anew) return this.drop();
    if (seq <= this.seq) return "passed";
    return message.prevSeq === this.seq ? this.fill(message, seq) : this.drop();
  }

  private beat(beat: Message): Step {
    const seq = beat.channels?.[this.channel];
    if (seq === undefined || (this.good && beat.epoch === this.epoch && seq <= this.seq)) return "passed";
    return this.drop();
  }

  private fill(message: Message, seq: number): Step {
    const data = message.data as { bids: Level[]; asks: Level[] };
    for (const [side, levels] of [
      [this.sides[0], data.bids],
      [this.sides[1], data.asks],
    ] as const) {
      for (const level of levels) {
        if (level.lots === 0) side.delete(level.price);
        else side.set(level.price, level);
      }
    }
    this.seq = seq;
    this.good = true;
    this.waited = 0;
    const told = message.checksum ?? null;
    return told !== null && told !== crc32c(this.text) ? this.drop() : "taken";
  }

  private drop(): Step {
    this.good = false;
    this.waited = 0;
    this.clear();
    return "resync";
  }

  private clear(): void {
    for (const side of this.sides) side.clear();
  }
}

/** Follows a book; connects again when the connection ends. The returned function stops it. */
export function follow(stream: string, channel: string, told: (book: DepthBook) => void): () => void {
  let stopped = false;
  let socket: WebSocket | undefined;
  let wait = 250;
  const connect = () => {
    const own = new WebSocket(stream);
    const book = new DepthBook(channel);
    socket = own;
    own.onopen = () => own.send(JSON.stringify({ op: "subscribe", channels: [channel] }));
    own.onmessage = (event) => {
      wait = 250;
      const message = JSON.parse(String(event.data)) as Message;
      if (message.channel === "error") throw new Error(message.message);
      const step = book.take(message);
      if (step === "resync") own.send(JSON.stringify({ op: "resync", channel }));
      if (step !== "passed") told(book);
    };
    own.onclose = () => {
      if (stopped) return;
      setTimeout(connect, wait * (0.8 + 0.4 * Math.random()));
      wait = Math.min(15_000, wait * 2);
    };
  };
  connect();
  return () => {
    stopped = true;
    socket?.close();
  };
}
