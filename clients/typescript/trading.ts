// Order entry and an account's own stream over one connection of a Tokenbourse venue. No dependencies.
import type { Message } from "./tokenbourse.ts";

/** An answer: the body of REST, or its error. */
export interface Answer extends Message {
  readonly id: string | null;
  readonly request: string;
  readonly status: number;
  readonly body: unknown;
}

/** The venue refused: code, field, given, limit and order_state are in `error`. */
export class Refused extends Error {
  readonly status: number;
  readonly error: Readonly<Record<string, unknown>>;

  constructor(status: number, error: Readonly<Record<string, unknown>>) {
    super(`${status} ${error.code}: ${error.message} (field ${error.field}, given ${error.given})`);
    this.status = status;
    this.error = error;
  }
}

/** Signs the logon with the key's algorithm. */
export interface Key {
  readonly id: string;
  sign(text: Uint8Array): Promise<Uint8Array>;
}

const empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

interface Waiting {
  readonly done: (body: unknown) => void;
  readonly failed: (reason: Error) => void;
}

/** A session with the market: unless asked otherwise its orders leave when the connection ends. */
export class Trader {
  /** Hears every message that is no answer. */
  told: (message: Message) => void = () => {};
  private last = 0;
  private readonly socket: WebSocket;
  private readonly waiting = new Map<string, Waiting>();

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.onmessage = (event) => this.take(JSON.parse(String(event.data)) as Message);
    socket.onclose = () => {
      // Whatever was under way may have been done: ask for it by its client order id.
      for (const each of this.waiting.values()) each.failed(new Error("the connection ended"));
      this.waiting.clear();
    };
  }

  /** Connects and logs on; without a key the venue must be open. */
  static async connect(stream: string, key?: Key, cancelOnDisconnect = true): Promise<Trader> {
    const socket = new WebSocket(stream);
    await new Promise<void>((done, failed) => {
      socket.onopen = () => done();
      socket.onerror = () => failed(new Error(`${stream} cannot be reached`));
    });
    const trader = new Trader(socket);
    await trader.logon(key, cancelOnDisconnect);
    return trader;
  }

  /** Also to stay: again before `until`, and the session goes on. */
  async logon(key?: Key, cancelOnDisconnect = true): Promise<unknown> {
    if (!key) return this.ask("logon", { body: { cancelOnDisconnect } });
    const { challenge } = (await this.ask("challenge")) as { challenge: string };
    const expires = Date.now() + 15_000;
    const text = ["v1", key.id, expires, challenge, "LOGON", "/v1/stream", empty].join("\n");
    const bytes = await key.sign(new TextEncoder().encode(text));
    const signature = btoa(String.fromCharCode(...bytes));
    return this.ask("logon", { body: { key: key.id, expires, signature, cancelOnDisconnect } });
  }

  /** Asks without waiting for what was asked before; the promise is the answer's body, or fails with Refused. */
  ask(op: string, fields: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
    const id = `r${++this.last}`;
    return new Promise((done, failed) => {
      this.waiting.set(id, { done, failed });
      this.socket.send(JSON.stringify({ op, id, ...fields }));
    });
  }

  subscribe(...channels: string[]): void {
    this.socket.send(JSON.stringify({ op: "subscribe", channels }));
  }

  close(): void {
    this.socket.close();
  }

  private take(message: Message): void {
    if (message.channel !== "answer") {
      this.told(message);
      return;
    }
    const answer = message as Answer;
    const asked = this.waiting.get(answer.id ?? "");
    this.waiting.delete(answer.id ?? "");
    if (answer.status < 400) asked?.done(answer.body);
    else asked?.failed(new Refused(answer.status, (answer.body as { error: Record<string, unknown> }).error));
  }
}

/** A fill as the stream tells it; the whole of it is docs/protocols/asyncapi.json. */
export interface Fill {
  readonly sequence: number;
  readonly trade: number;
  readonly order: number | null;
  readonly side: string;
  readonly price: string;
  readonly lots: number;
  readonly fee: string;
}

/** Every fill of an account once, in order: a chain that is broken says so. */
export class Fills {
  readonly channel: string;
  private seq: number | null = null;

  constructor(account: number) {
    this.channel = `fills:${account}`;
  }

  /** The fills of a message, oldest first. */
  take(message: Message): Fill[] {
    if (message.channel !== this.channel) return [];
    const data = message.data as Fill[];
    const seq = this.seq;
    if (message.type !== "snapshot" && message.prevSeq !== seq)
      throw new Error(`fills between ${seq} and ${message.prevSeq} are missing: ask /v1/replay/${this.channel}`);
    this.seq = message.seq!;
    if (message.type !== "snapshot") return data;
    return seq === null ? [] : [...data].reverse().filter((fill) => fill.sequence > seq);
  }
}
