// The one place where market data lives. Messages change it at once; whoever reads is told at the page's pace, by topic.
import type { Frame, IndexSummary, Instrument, Status, Trade, DepthDelta } from "../api/types";
import { applied, bookOf, type Book } from "./book";
import { PrivateStore } from "./private";
import { heardBars } from "./bars";
import { inFrames } from "./frames";
import { heardSpot } from "./spot";

export const mostTrades = 200;

export type Link = { state: "connecting" } | { state: "live" } | { state: "waiting"; attempt: number; seconds: number };

type Listener = () => void;

/**
 * Asks for a call: before a picture that comes when it is time, or a test's own.
 * @param soon before the next picture.
 * @param since so many messages came between the last two.
 */
export type Schedule = (flush: () => void, soon: boolean, since: number) => void;

export class MarketStore {
  status: Status | null = null;
  /** Time of the venue as of the newest message. */
  time: string | null = null;
  symbols: readonly string[] = [];
  boardKnown = false;
  readonly rows = new Map<string, Instrument>();
  readonly books = new Map<string, Book>();
  readonly tapes = new Map<string, readonly Trade[]>();
  /** What the spot market's channels and those of bars show, by channel. */
  readonly spot = new Map<string, unknown>();
  /** Books and tapes for which a snapshot was asked again. */
  readonly resyncing = new Set<string>();
  link: Link = { state: "connecting" };
  failure: Error | null = null;
  /** Reading of the page's clock at the newest message, milliseconds; null before the first. */
  heardAt: number | null = null;
  /** The same of the page's beginning: what is shown before the first message was asked for then. */
  readonly begunAt = performance.now();
  /** Every index with its newest value; null until it is known. */
  indexes: readonly IndexSummary[] | null = null;
  /** Counts up at every print and bulletin: what was fetched before is old. */
  printCount = 0;
  bulletinCount = 0;

  /** What the channels of accounts tell. */
  readonly own = new PrivateStore((topic) => this.mark(topic, true));
  /** Reading of the page's clock when the screen was frozen, milliseconds; null: it is not. */
  frozenAt: number | null = null;

  private readonly listeners = new Map<string, Set<Listener>>();
  private readonly dirty = new Set<string>();
  private scheduled = false;
  private soon = false;
  private taken = 0;
  private since = 0;
  private readonly sequences = new Map<string, number>();

  constructor(private readonly schedule: Schedule = inFrames()) {}

  /** For how long nothing was heard, milliseconds: a venue that never spoke grows old as one that fell silent. */
  silence(now: number): number {
    return Math.max(0, now - (this.heardAt ?? this.begunAt));
  }

  subscribe(topic: string, listener: Listener): () => void {
    let set = this.listeners.get(topic);
    if (!set) this.listeners.set(topic, (set = new Set()));
    set.add(listener);
    return () => set.delete(listener);
  }

  /** Notes that a topic changed; its readers are told together, once in a frame. */
  /** @param soon it is an answer to what somebody did: it does not wait for the pace of market data. */
  mark(topic: string, soon = false): void {
    this.dirty.add(topic);
    if (this.scheduled && !(soon && !this.soon)) return;
    this.scheduled = true;
    this.soon ||= soon;
    this.schedule(() => this.flush(), soon, this.since);
  }

  flush(): void {
    this.scheduled = false;
    this.soon = false;
    [this.since, this.taken] = [this.taken, 0];
    const topics = [...this.dirty].filter((topic) => this.frozenAt === null || !freezes(topic));
    for (const topic of topics) this.dirty.delete(topic);
    for (const topic of topics) for (const listener of this.listeners.get(topic) ?? []) listener();
  }

  /** Holds the screen still from a moment on, or (null) tells what changed meanwhile. */
  freeze(now: number | null): void {
    this.frozenAt = now;
    this.mark("frozen");
  }

  setLink(link: Link): void {
    if (this.link.state === "live" && link.state !== "live") this.own.noteCut(performance.now());
    this.link = link;
    this.mark("link");
  }

  /** A whole status, or the part of it that changed. */
  setStatus(status: Partial<Status>): void {
    this.status = { ...this.status, ...status } as Status;
    if (status.time) this.time = status.time;
    this.failure = null;
    this.mark("status");
  }

  /** The venue could not be read when the page began. */
  setFailure(failure: Error): void {
    this.failure = failure;
    this.mark("board");
  }

  /** The whole board: months that are gone leave it. */
  setBoard(instruments: readonly Instrument[]): void {
    const live = instruments.filter((i) => !i.expired);
    const before = this.symbols.join();
    this.symbols = live.map((i) => i.symbol);
    const gone = new Set(this.rows.keys());
    for (const row of live) {
      gone.delete(row.symbol);
      this.setRow(row);
    }
    for (const symbol of gone) this.rows.delete(symbol);
    if (!this.boardKnown || before !== this.symbols.join()) this.mark("board");
    this.boardKnown = true;
  }

  private setRow(row: Instrument): void {
    this.rows.set(row.symbol, row);
    this.mark(`row:${row.symbol}`);
    this.mark(`contract:${row.contract}`);
  }

  private changeRows(rows: readonly Instrument[]): void {
    let listed = false;
    for (const row of rows) {
      if (row.expired) {
        if (!this.rows.delete(row.symbol)) continue;
        this.symbols = this.symbols.filter((s) => s !== row.symbol);
        listed = true;
        continue;
      }
      if (!this.rows.has(row.symbol)) {
        this.symbols = [...this.symbols, row.symbol];
        listed = true;
      }
      this.setRow(row);
    }
    if (listed) this.mark("board");
  }

  /** Takes one frame of the stream. True: the channel has a gap and must be asked for again. */
  take(frame: Frame, now: number): boolean {
    this.heardAt = now;
    this.taken++;
    if (frame.time) this.time = frame.time;
    const colon = frame.channel.indexOf(":");
    const kind = colon < 0 ? frame.channel : frame.channel.slice(0, colon);
    const symbol = colon < 0 ? "" : frame.channel.slice(colon + 1);
    switch (kind) {
      case "status":
        this.setStatus(frame.data as Partial<Status>);
        return false;
      case "board":
        return this.takeBoard(frame);
      case "depth":
        return this.takeDepth(symbol, frame);
      case "trades":
        return this.takeTrades(symbol, frame);
      case "prints":
        this.takePrints(frame);
        return false;
      case "bulletins":
        this.bulletinCount++;
        this.mark("bulletins");
        return false;
      default:
        if (kind === "error") this.refused(frame);
        if (kind.startsWith("bars.")) return this.takeSpot(frame, heardBars);
        return kind.startsWith("spot.") ? this.takeSpot(frame) : this.own.take(frame);
    }
  }

  private refused({ code = "", num = 0, message = "", field = null, given = null, limit = null }: Frame): void {
    if (given !== null) this.own.refuse(given, { code, num, message, field, given, limit });
  }

  private takeSpot(frame: Frame, heard?: (before: unknown, frame: Frame) => unknown): boolean {
    const channel = frame.channel;
    if (frame.type === "snapshot") this.resyncing.delete(channel);
    else if (this.resyncing.has(channel) || !this.spot.has(channel)) return false;
    else if (!this.follows(frame)) return this.gap(channel);
    this.noteSequence(frame);
    const before = this.spot.get(channel);
    this.spot.set(channel, heard ? heard(before, frame) : heardSpot(channel, before, frame));
    this.mark(channel);
    return false;
  }

  /** A channel that nobody hears any more would grow old unseen. */
  forgetSpot(channel: string): void {
    this.spot.delete(channel);
    this.resyncing.delete(channel);
    this.sequences.delete(channel);
  }

  private takeBoard(frame: Frame): boolean {
    const rows = rowsOf(frame.data);
    if (frame.type === "snapshot") {
      this.resyncing.delete("board");
      this.setBoard(rows);
    } else {
      if (!this.follows(frame)) return this.gap("board");
      this.changeRows(rows);
    }
    this.noteSequence(frame);
    return false;
  }

  /** False: something between the last message of the channel and this one is missing. */
  private follows(frame: Frame): boolean {
    const own = this.sequences.get(frame.channel);
    return frame.prevSeq === undefined || own === undefined || frame.prevSeq === own;
  }

  private noteSequence(frame: Frame): void {
    if (frame.seq !== undefined) this.sequences.set(frame.channel, frame.seq);
  }

  private takeDepth(symbol: string, frame: Frame): boolean {
    const topic = `depth:${symbol}`;
    const data = frame.data as DepthDelta;
    if (frame.type === "snapshot") {
      this.resyncing.delete(topic);
      this.books.set(symbol, bookOf(symbol, frame.seq ?? 0, data));
      this.mark(topic);
      return false;
    }
    const book = this.books.get(symbol);
    if (!book || this.resyncing.has(topic)) return false;
    const next = applied(book, frame.prevSeq, frame.seq ?? 0, data);
    if (!next) return this.gap(topic);
    this.books.set(symbol, next);
    this.mark(topic);
    return false;
  }

  private gap(channel: string): boolean {
    if (this.resyncing.has(channel)) return false;
    this.resyncing.add(channel);
    this.mark(channel);
    return true;
  }

  private takeTrades(symbol: string, frame: Frame): boolean {
    if (frame.type === "snapshot") this.resyncing.delete(frame.channel);
    else if (!this.follows(frame)) return this.gap(frame.channel);
    this.noteSequence(frame);
    const given = tradesOf(frame.data);
    const before = frame.type === "snapshot" ? [] : (this.tapes.get(symbol) ?? []);
    if (given.length === 1 && given[0]!.sequence > (before[0]?.sequence ?? -1)) {
      // The plain case, and in a storm thousands of them a second: it goes on top.
      this.tapes.set(symbol, [given[0]!, ...before.slice(0, mostTrades - 1)]);
      this.mark(`trades:${symbol}`);
      return false;
    }
    const known = new Set(before.map((t) => t.sequence));
    const fresh = given.filter((t) => !known.has(t.sequence)).sort((a, b) => b.sequence - a.sequence);
    this.tapes.set(symbol, [...fresh, ...before].slice(0, mostTrades));
    this.mark(`trades:${symbol}`);
    return false;
  }

  setIndexes(indexes: readonly IndexSummary[]): void {
    this.indexes = indexes;
    this.mark("prints");
  }

  /** All indexes, or one print. A withheld print leaves the newest value where it is. */
  private takePrints(frame: Frame): void {
    this.printCount++;
    if (Array.isArray(frame.data)) {
      this.setIndexes(frame.data as IndexSummary[]);
      return;
    }
    const print = frame.data as IndexSummary | null;
    if (print?.index && print.value !== null) {
      const before = this.indexes ?? [];
      const known = before.some((x) => x.index === print.index);
      this.indexes = known ? before.map((x) => (x.index === print.index ? print : x)) : [...before, print];
    }
    this.mark("prints");
  }

  /** Books and tapes of months that nobody looks at are forgotten: they would grow old unseen. */
  forget(symbol: string): void {
    this.books.delete(symbol);
    this.tapes.delete(symbol);
    for (const channel of [`depth:${symbol}`, `trades:${symbol}`]) {
      this.resyncing.delete(channel);
      this.sequences.delete(channel);
    }
  }
}

/** Topics that a frozen screen does not follow: the market's numbers. Orders, money, alerts and the state of the venue go on. */
const streaming = /^(?:board|row|contract|depth|trades|prints|bulletins|spot)\b/;

function freezes(topic: string): boolean {
  return streaming.test(topic);
}

function rowsOf(data: unknown): Instrument[] {
  if (Array.isArray(data)) return data as Instrument[];
  const held = data as { instruments?: Instrument[]; rows?: Instrument[]; symbol?: string } | null;
  if (held?.symbol) return [held as Instrument];
  return held?.instruments ?? held?.rows ?? [];
}

function tradesOf(data: unknown): Trade[] {
  if (Array.isArray(data)) return data as Trade[];
  const held = data as { trades?: Trade[]; sequence?: number } | null;
  if (held?.sequence !== undefined) return [held as Trade];
  return held?.trades ?? [];
}
