// Sends orders and keeps what became of each: sending, no answer yet, the answer. Nothing is ever sent twice by itself.
import { RequestFailed, send, get } from "../../api/client";
import type { Fate } from "../../api/trading";
import type { OrderAnswer, VenueError } from "../../api/types";
import { newId, type Side } from "../../ticket/order";

export const sendingAfter = 150;
export const lateAfter = 3000;
/** The same again within so many milliseconds is the second half of a double click. */
export const doubleWithin = 250;

export type Stage = "sent" | "sending" | "late" | "answered" | "asking";

/** What a line of the log says; the words are the panel's. */
export type Said =
  | { kind: "order"; answer: OrderAnswer }
  | { kind: "done"; key: string; values: Record<string, string | number> }
  | { kind: "refused"; fault: VenueError }
  | { kind: "unreachable" }
  | { kind: "unknown" }
  | { kind: "held"; gate: string; given: string; limit: string };

export interface Line {
  id: number;
  /** Reading of the wall clock. */
  at: number;
  stage: Stage;
  /** What was asked, as the log tells it. */
  what: { key: string; values: Record<string, string | number> };
  /** Of an order: by which it can be asked for. */
  clientOrderId: string | null;
  account: number;
  said: Said | null;
}

export const mostLines = 200;

/** Time, so that tests have their own. */
export interface Clock {
  now: () => number;
  /** When the hand moved: a busy page may hear of it late. */
  pressed: () => number;
  after: (milliseconds: number, run: () => void) => () => void;
}

const real: Clock = {
  now: () => Date.now(),
  pressed: () => performance.timeOrigin + (globalThis.event?.timeStamp ?? performance.now()),
  after: (milliseconds, run) => {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
};

type Post = <T>(method: "POST" | "PATCH" | "PUT" | "DELETE", path: string, body: object) => Promise<T>;

export class Sender {
  lines: readonly Line[] = [];
  private readonly listeners = new Set<() => void>();
  private last = { key: "", at: -Infinity };
  private next = 1;

  constructor(
    private readonly post: Post = send,
    private readonly ask: <T>(path: string) => Promise<T> = get,
    private readonly clock: Clock = real,
  ) {}

  subscribe = (told: () => void): (() => void) => {
    this.listeners.add(told);
    return () => this.listeners.delete(told);
  };

  read = (): readonly Line[] => this.lines;

  /**
   * Places an order under an id of its own. False: it is the second half of a double click.
   * @param intent what makes two orders the same, as a text.
   */
  place(
    intent: string,
    what: Line["what"],
    account: number,
    body: (clientOrderId: string) => object,
    path = "v1/orders",
  ): boolean {
    const pressed = this.clock.pressed();
    if (this.last.key === intent && pressed - this.last.at < doubleWithin) return false;
    this.last = { key: intent, at: pressed };
    const clientOrderId = newId(this.clock.now(), Math.random());
    void this.run(what, account, clientOrderId, async () => ({
      kind: "order",
      answer: await this.post<OrderAnswer>("POST", path, body(clientOrderId)),
    }));
    return true;
  }

  /** Any other request that changes something. */
  async run(
    what: Line["what"],
    account: number,
    clientOrderId: string | null,
    ask: () => Promise<Said>,
  ): Promise<boolean> {
    const id = this.add({ at: this.clock.now(), stage: "sent", what, clientOrderId, account, said: null });
    const stop = [
      this.clock.after(sendingAfter, () => this.change(id, { stage: "sending" })),
      this.clock.after(lateAfter, () => this.change(id, { stage: "late" })),
    ];
    let said: Said;
    try {
      said = await ask();
    } catch (e) {
      const fault = e instanceof RequestFailed ? e.fault : null;
      said = fault ? { kind: "refused", fault } : { kind: "unreachable" };
    }
    stop.forEach((s) => s());
    this.change(id, { stage: "answered", said });
    return said.kind !== "refused" && said.kind !== "unreachable";
  }

  /** A line that was never sent: a gate held it. */
  held(what: Line["what"], account: number, said: Said): void {
    this.add({ at: this.clock.now(), stage: "answered", what, clientOrderId: null, account, said });
  }

  /** Asks what became of a request whose answer has not come. */
  async query(line: Line): Promise<void> {
    if (line.clientOrderId === null) return;
    this.change(line.id, { stage: "asking" });
    try {
      const fate = await this.ask<Fate>(`v1/orders/by-client-id/${line.account}/${line.clientOrderId}`);
      const answer = fate.order && { ...fate.order, clientOrderId: line.clientOrderId };
      this.change(line.id, {
        stage: "answered",
        said: answer ? { kind: "order", answer: answer as OrderAnswer } : { kind: "unknown" },
      });
    } catch {
      this.change(line.id, { stage: "late", said: { kind: "unreachable" } });
    }
  }

  private add(line: Omit<Line, "id">): number {
    const id = this.next++;
    this.lines = [{ id, ...line }, ...this.lines].slice(0, mostLines);
    this.tell();
    return id;
  }

  // What was answered stays so, whatever a timer says later.
  private change(id: number, part: Partial<Line>): void {
    this.lines = this.lines.map((l) => (l.id === id && !(l.stage === "answered" && !part.said) ? { ...l, ...part } : l));
    this.tell();
  }

  private tell(): void {
    for (const told of this.listeners) told();
  }
}

/** What makes two orders one. */
export const intentOf = (account: number, symbol: string, side: Side, price: string | null, lots: number) =>
  `${account} ${symbol} ${side} ${price ?? "-"} ${lots}`;
