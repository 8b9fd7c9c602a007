// The stream: one socket, told again what to hear after every reconnect, waiting longer after every failure.
import type { MarketStore } from "../store/market";
import type { Frame } from "./types";

/** A short outage is over within so many attempts: the book must be back within a second of the line. */
const hopeful = 12;

/**
 * Seconds before the next attempt: half a second a dozen times, then doubling to fifteen, a fifth of it by chance so
 * that clients do not come back together.
 */
export function backoff(attempt: number, chance: number): number {
  const base = Math.min(15, 0.5 * 2 ** Math.max(0, Math.min(attempt, 40) - hopeful + 1));
  return base * (0.8 + 0.4 * chance);
}

/** A socket that is silent for so long is dead: the venue says something every second. */
const deadAfter = 6000;

export class Stream {
  private socket: WebSocket | null = null;
  private readonly channels = new Map<string, number>();
  private attempt = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private watch: ReturnType<typeof setInterval> | undefined;
  private closed = false;
  private triedAt = 0;
  private openedAt = 0;

  constructor(
    private readonly url: string,
    private readonly store: MarketStore,
  ) {}

  start(): void {
    this.closed = false;
    this.connect();
    this.watch = setInterval(() => this.check(), 1000);
  }

  stop(): void {
    this.closed = true;
    clearTimeout(this.timer);
    clearInterval(this.watch);
    this.drop();
  }

  /** Now, not at the end of the wait. */
  retry(): void {
    if (this.closed || this.store.link.state !== "waiting") return;
    clearTimeout(this.timer);
    this.connect();
  }

  /** Hears a channel until the returned function is called; two readers of one channel share it. */
  hear(channel: string): () => void {
    const count = this.channels.get(channel) ?? 0;
    this.channels.set(channel, count + 1);
    if (count === 0) this.send({ op: "subscribe", channels: [channel] });
    return () => {
      const left = (this.channels.get(channel) ?? 1) - 1;
      if (left > 0) {
        this.channels.set(channel, left);
        return;
      }
      this.channels.delete(channel);
      this.store.own.forget(channel);
      this.send({ op: "unsubscribe", channels: [channel] });
    };
  }

  private connect(): void {
    this.store.setLink({ state: "connecting" });
    this.triedAt = performance.now();
    const socket = new WebSocket(this.url);
    this.socket = socket;
    socket.onopen = () => {
      if (socket !== this.socket) return;
      this.attempt = 0;
      this.openedAt = performance.now();
      this.store.setLink({ state: "live" });
      if (this.channels.size > 0) this.send({ op: "subscribe", channels: [...this.channels.keys()] });
    };
    socket.onmessage = (message) => {
      if (socket === this.socket) this.receive(String(message.data));
    };
    socket.onclose = () => {
      if (socket === this.socket) this.lost();
    };
  }

  /** A message, or a list of those that went out together. */
  private receive(text: string): void {
    let heard: Frame | null | (Frame | null)[];
    try {
      heard = JSON.parse(text) as typeof heard;
    } catch {
      return;
    }
    if (Array.isArray(heard)) heard.forEach((frame) => this.take(frame));
    else this.take(heard);
  }

  private take(frame: Frame | null): void {
    if (typeof frame?.channel !== "string") return;
    if (this.store.take(frame, performance.now())) this.send({ op: "resync", channel: frame.channel });
    if (frame.channels === undefined) return;
    for (const channel of this.store.own.behind(frame.channels)) this.send({ op: "resync", channel });
  }

  private check(): void {
    const since =
      this.store.link.state === "connecting"
        ? this.triedAt
        : this.store.link.state === "live"
          ? Math.max(this.openedAt, this.store.heardAt ?? 0)
          : null;
    if (since !== null && performance.now() - since > deadAfter) this.lost();
  }

  private lost(): void {
    this.drop();
    if (this.closed) return;
    const seconds = backoff(this.attempt++, Math.random());
    this.store.setLink({ state: "waiting", attempt: this.attempt, seconds });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.connect(), seconds * 1000);
  }

  private drop(): void {
    const socket = this.socket;
    this.socket = null;
    if (socket && socket.readyState <= WebSocket.OPEN) socket.close();
  }

  private send(message: object): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }
}
