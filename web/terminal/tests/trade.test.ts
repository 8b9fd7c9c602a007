// The workspace's rules: the ladder stands still, slips are held, a double click is one order, layouts and alerts are read safely.
import { describe, expect, it } from "vitest";
import { RequestFailed } from "../src/api/client";
import type { OrderNow } from "../src/api/private";
import type { Instrument } from "../src/api/types";
import { priceOf, ticksOf } from "../src/format/ticks";
import { figureOf, isTrue, readAlerts } from "../src/pages/trade/alerts";
import { gatesOf, ticksFromMiddle, usual } from "../src/pages/trade/gates";
import { clickMeans, hasLeft, placed, resized, topFor } from "../src/pages/trade/ladder";
import { moved, readLayouts, shippedLayout } from "../src/pages/trade/layouts";
import { matrixOf } from "../src/pages/trade/matrix";
import { Sender, type Clock } from "../src/pages/trade/sender";
import { heardBars } from "../src/store/bars";

const row = {
  symbol: "TK-Z26",
  contract: "TK",
  month: "2026-12",
  tickSize: "0.002",
  priceDecimals: 3,
  bid: "6.400",
  bidLots: 3,
  ask: "6.404",
  askLots: 5,
  last: "6.402",
  limitLow: "5.760",
  limitHigh: "7.040",
  openInterest: 100,
  spread: null,
} as unknown as Instrument;

const order = (side: "buy" | "sell", price: string): OrderNow =>
  ({ order: 1, symbol: "TK-Z26", side, price, status: "resting", remaining: 1 }) as unknown as OrderNow;

describe("prices in ticks", () => {
  it("go there and back exactly, and what lies between two ticks is none", () => {
    expect(ticksOf("6.402", "0.002")).toBe(3201);
    expect(ticksOf("6.401", "0.002")).toBeNull();
    expect(ticksOf("-0.004", "0.002")).toBe(-2);
    expect(priceOf(3201, "0.002", 3)).toBe("6.402");
    expect(priceOf(-2, "0.002", 3)).toBe("-0.004");
    expect(priceOf(12, "1", 0)).toBe("12");
  });
});

describe("the ladder", () => {
  it("begins around the last price and stands still while that is inside", () => {
    expect(placed(null, 100, 11, false)).toBe(105);
    expect(placed(105, 104, 11, false)).toBe(105);
    expect(hasLeft(94, 105, 11)).toBe(true);
    expect(placed(105, 94, 11, false)).toBe(topFor(94, 11));
  });
  it("never moves under the pointer, and keeps its middle when it grows", () => {
    expect(placed(105, 50, 11, true)).toBe(105);
    expect(resized(105, 11, 21)).toBe(110);
  });
  it("sends only when armed and the row's price is that of pointer-down", () => {
    expect(clickMeans(true, "6.402", "6.402")).toBe("send");
    expect(clickMeans(false, "6.402", "6.402")).toBe("fill");
    expect(clickMeans(true, "6.402", "6.404")).toBe("moved");
    expect(clickMeans(true, null, "6.404")).toBe("moved");
  });
});

describe("gates", () => {
  const meant = { side: "buy" as const, price: "6.402", lots: 1, notional: "6402.00" };
  it("let a usual order through", () => expect(gatesOf(meant, row, [], usual)).toEqual([]));
  it("count ticks in the direction that costs", () => {
    expect(ticksFromMiddle({ ...meant, price: "6.502" }, row)).toBe(50);
    expect(ticksFromMiddle({ ...meant, side: "sell", price: "6.302" }, row)).toBe(50);
    expect(ticksFromMiddle({ ...meant, price: "5.900" }, row)).toBeLessThan(0);
  });
  it("hold what is far, large, dear or would meet an own order, each with its value and limit", () => {
    const found = gatesOf(
      { side: "buy", price: "6.600", lots: 500, notional: "30000000.00" },
      row,
      [order("sell", "6.500")],
      usual,
    );
    expect(found.map((g) => [g.kind, g.given, g.limit])).toEqual([
      ["far", "99", "50"],
      ["size", "500", "100"],
      ["notional", "30000000.00", "20000000"],
      ["own", "6.600", "6.500"],
    ]);
  });
  it("of zero are none", () => {
    const none = { ticks: 0, lots: 0, notional: 0 };
    expect(gatesOf({ ...meant, price: "7.000", lots: 9999 }, row, [], none)).toEqual([]);
  });
});

describe("the sender", () => {
  const setUp = (answer: () => Promise<unknown>) => {
    let now = 1000;
    const timers: { at: number; run: () => void; on: boolean }[] = [];
    const clock: Clock = {
      now: () => now,
      pressed: () => now,
      after: (ms, run) => {
        const timer = { at: now + ms, run, on: true };
        timers.push(timer);
        return () => (timer.on = false);
      },
    };
    const sent: { path: string; body: Record<string, unknown> }[] = [];
    const sender = new Sender(
      ((_: string, path: string, body: object) => {
        sent.push({ path, body: body as Record<string, unknown> });
        return answer();
      }) as never,
      (async () => ({ orderState: "unknown", order: null, final: true })) as never,
      clock,
    );
    const pass = (ms: number) => {
      now += ms;
      for (const t of timers) if (t.on && t.at <= now) {
        t.on = false;
        t.run();
      }
    };
    const place = () => sender.place("same", { key: "log.buy", values: {} }, 1, (clientOrderId) => ({ clientOrderId }));
    return { sender, sent, pass, place };
  };
  const settle = () => new Promise((done) => setTimeout(done, 0));

  it("takes a double click within 250 ms for one order, and a later one for another, each under its own id", () => {
    const { sent, pass, place } = setUp(() => new Promise(() => undefined));
    expect(place()).toBe(true);
    pass(249);
    expect(place()).toBe(false);
    pass(2);
    expect(place()).toBe(true);
    expect(sent).toHaveLength(2);
    expect(sent[0]!.body.clientOrderId).not.toBe(sent[1]!.body.clientOrderId);
  });

  it("says sending after 150 ms, no answer after 3 s, never sends again, and asks when told to", async () => {
    const { sender, sent, pass, place } = setUp(() => new Promise(() => undefined));
    place();
    pass(149);
    expect(sender.lines[0]!.stage).toBe("sent");
    pass(1);
    expect(sender.lines[0]!.stage).toBe("sending");
    pass(2850);
    expect(sender.lines[0]!.stage).toBe("late");
    pass(60_000);
    expect(sent).toHaveLength(1);
    await sender.query(sender.lines[0]!);
    expect(sender.lines[0]!.said).toEqual({ kind: "unknown" });
  });

  it("keeps a refusal with its words, and an answer with its state", async () => {
    const fault = { code: "PRICE_ABOVE_LIMIT", num: 2103, message: "m", field: "price", given: "9", limit: "7" };
    const { sender, place } = setUp(() => Promise.reject(new RequestFailed(422, fault, "m")));
    place();
    await settle();
    expect(sender.lines[0]!.said).toEqual({ kind: "refused", fault });
    const good = setUp(async () => ({ order: 7, status: "resting", lots: 1, filled: 0, remaining: 1 }));
    good.place();
    await settle();
    expect(good.sender.lines[0]!.said?.kind).toBe("order");
  });
});

describe("layouts", () => {
  it("are read back as they were kept, and what is broken is left out", () => {
    const own = { ...moved(shippedLayout("scalper"), "alerts", "left"), name: "My desk", links: { chart: "b" as const } };
    expect(readLayouts(JSON.stringify([own]))).toEqual([own]);
    expect(readLayouts("not json")).toEqual([]);
    expect(readLayouts(JSON.stringify([{ name: "<b>" }, null, 7]))).toEqual([]);
    expect(readLayouts(JSON.stringify([{ name: "x", at: { chart: "nowhere" } }]))[0]!.at.chart).toBe("off");
  });
});

describe("alerts", () => {
  const facts = { row, index: { day: "2026-11-19", value: "6.300" } as never, day: "2026-11-22" };
  it("see the figure that they are about", () => {
    expect(figureOf("price", facts)).toBe("6.402");
    expect(figureOf("spread", facts)).toBe("2");
    expect(figureOf("basis", facts)).toBe("0.102");
    expect(figureOf("interest", facts)).toBe("100");
    expect(figureOf("limit", facts)).toBe("319");
    expect(figureOf("index", facts)).toBe("3");
    expect(figureOf("price", { ...facts, row: undefined })).toBeNull();
  });
  it("are true at their bound", () => {
    const alert = { id: "1", kind: "price" as const, symbol: "TK-Z26", way: "above" as const, bound: "6.402" };
    expect(isTrue(alert, facts)).toBe(true);
    expect(isTrue({ ...alert, bound: "6.404" }, facts)).toBe(false);
    expect(readAlerts(JSON.stringify([alert, { ...alert, bound: "x" }]))).toEqual([alert]);
  });
});

describe("the spread matrix", () => {
  it("shows the better of own book and legs, and says which", () => {
    const far = { ...row, symbol: "TK-F27", month: "2027-01", bid: "6.300", bidLots: 2, ask: "6.306", askLots: 9 };
    const spread = {
      ...row,
      symbol: "TKC-Z26/F27",
      spread: { near: "TK-Z26", far: "TK-F27", nearLots: 1, farLots: 1, nearWeight: 1, farWeight: 1, spread: "TKC" },
      bid: "0.096",
      bidLots: 4,
      ask: "0.110",
      askLots: 1,
    };
    const cell = matrixOf([row, far, spread] as Instrument[], "TK").cells.get("TK-Z26 TK-F27")!;
    expect(cell.bid).toEqual({ price: "0.096", lots: 4, from: "direct" });
    expect(cell.ask).toEqual({ price: "0.104", lots: 2, from: "implied" });
  });
});

describe("bars", () => {
  it("change in place and grow at the end", () => {
    const bar = (start: string, close: string) => ({ start, close }) as never;
    const begun = heardBars(null, { channel: "c", type: "snapshot", data: [bar("1", "a")] });
    const changed = heardBars(begun, { channel: "c", type: "event", data: bar("1", "b") });
    expect(changed).toEqual([{ start: "1", close: "b" }]);
    expect(heardBars(changed, { channel: "c", type: "event", data: bar("2", "c") })).toHaveLength(2);
  });
});
