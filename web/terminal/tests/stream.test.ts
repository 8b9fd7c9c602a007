// The stream's line: frames of one message and of many, silence, and how old what is shown is told to be.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Stream } from "../src/api/stream";
import { MarketStore } from "../src/store/market";

class PlayedSocket {
  static readonly OPEN = 1;
  static all: PlayedSocket[] = [];
  readonly sent: { op: string; channels?: string[]; channel?: string }[] = [];
  readyState = 0;
  onopen?: () => void;
  onmessage?: (event: { data: string }) => void;
  onclose?: () => void;

  constructor(readonly url: string) {
    PlayedSocket.all.push(this);
  }

  open(): void {
    this.readyState = 1;
    this.onopen?.();
  }

  tell(said: unknown): void {
    this.onmessage?.({ data: JSON.stringify(said) });
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text) as PlayedSocket["sent"][number]);
  }

  close(): void {
    this.readyState = 3;
  }
}

const status = (seq: number) => ({ channel: "status", type: "snapshot", seq, time: "2026-03-02T09:00:00Z", data: {} });
const depth = (type: string, seq: number, prevSeq: number) => ({
  ...{ channel: "depth:A", type, seq, prevSeq, time: "2026-03-02T09:00:00Z" },
  data: { bids: [], asks: [], last: null, lastLots: null },
});

describe("the stream", () => {
  let store: MarketStore;
  let stream: Stream;
  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal("WebSocket", PlayedSocket);
    PlayedSocket.all = [];
    store = new MarketStore((flush) => flush());
    stream = new Stream("ws://venue/v1/stream", store);
    stream.start();
  });
  afterEach(() => {
    stream.stop();
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });
  const line = () => PlayedSocket.all.at(-1)!;

  it("takes a frame of one message and a list of many, each in its order", () => {
    line().open();
    line().tell(status(1));
    expect(store.heardAt).not.toBeNull();
    line().tell([depth("snapshot", 5, 5), depth("delta", 7, 5), depth("delta", 9, 7)]);
    expect(store.books.get("A")?.seq).toBe(9);
    line().tell([depth("delta", 14, 11)]);
    expect(line().sent.at(-1)).toEqual({ op: "resync", channel: "depth:A" });
  });

  it("passes over what is no message", () => {
    line().open();
    for (const said of [[], [{}], 7, null, "x", [null, 3]]) line().tell(said);
    line().onmessage?.({ data: "{" });
    expect(store.heardAt).toBeNull();
  });

  it("tells nothing fresh that has not been heard: a line that opens is no message", () => {
    line().open();
    line().tell(status(1));
    const heard = store.heardAt;
    line().onclose?.();
    vi.advanceTimersByTime(700);
    expect(PlayedSocket.all).toHaveLength(2);
    line().open();
    expect(store.link.state).toBe("live");
    expect(store.heardAt).toBe(heard);
  });

  it("is tried again when a line that has opened says nothing for six seconds", () => {
    line().open();
    vi.advanceTimersByTime(5000);
    expect(PlayedSocket.all).toHaveLength(1);
    vi.advanceTimersByTime(3000);
    expect(PlayedSocket.all.length).toBeGreaterThan(1);
  });
});
