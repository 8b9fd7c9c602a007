// What is told of an account, and how it is said aloud: one a second, none lost.
import { describe, expect, it } from "vitest";
import type { AccountFill, OrderChange } from "../src/api/private";
import { meanwhile } from "../src/shell/link/meanwhile";
import { saidOf } from "../src/shell/alerts/Watch";
import { Alerts, mostAlerts, refused } from "../src/state/alerts";
import { Announcer, mostWaiting } from "../src/state/announce";

const fill = { side: "buy", lots: 2, symbol: "TK-Z26", price: "6.400" } as AccountFill;
const gone = (reason: string | null) =>
  ({ event: "cancelled", reason, order: { order: 812, symbol: "TK-Z26" } }) as OrderChange;

describe("news of an account", () => {
  it("are told in both languages, and marked when they were missed", () => {
    expect(saidOf({ kind: "fill", account: 101, fill, late: false })).toEqual({
      en: "Bought 2 TK-Z26 at 6.400, account 101",
      zh: "买入成交 2 手 TK-Z26，价格 6.400，账户 101",
    });
    expect(saidOf({ kind: "fill", account: 101, fill, late: true })?.en).toContain("while the connection was lost");
  });

  it("are alerts where the venue took an order off, not where its owner did", () => {
    expect(saidOf({ kind: "order", account: 101, change: gone("dead man") })?.en).toBe(
      "The venue took order 812 in TK-Z26 off: the dead man's timer ran out",
    );
    expect(saidOf({ kind: "order", account: 101, change: gone("by participant") })).toBeNull();
    expect(saidOf({ kind: "order", account: 101, change: { ...gone(null), event: "resting" } })).toBeNull();
  });
});

describe("alerts", () => {
  it("stand newest first, are new until read, and do not grow without end", () => {
    const alerts = new Alerts();
    for (let i = 0; i < mostAlerts + 5; i++) alerts.add("fill", { en: `${i}`, zh: `${i}` }, null);
    expect(alerts.list.length).toBe(mostAlerts);
    expect(alerts.list[0]?.said.en).toBe(`${mostAlerts + 4}`);
    alerts.readAll();
    expect(alerts.list.every((a) => a.read)).toBe(true);
  });
});

it("a refusal is kept with its code and number", () => {
  const fault = { code: "PRICE_ABOVE_LIMIT", num: 2101, message: "x", field: null, given: null, limit: null };
  expect(refused(fault)).toEqual({ en: "x (PRICE_ABOVE_LIMIT 2101)", zh: "x（PRICE_ABOVE_LIMIT 2101）" });
});

describe("the announcer", () => {
  it("says one thing in a second, in their order, and how many did not fit", () => {
    const timers: (() => void)[] = [];
    const said: string[] = [];
    const announcer = new Announcer((run) => timers.push(run));
    announcer.speakTo(
      (text) => said.push(text),
      () => {},
      (count) => `${count} more`,
    );
    for (let i = 0; i < mostWaiting + 4; i++) announcer.urgent(`${i}`);
    expect(said).toEqual(["0"]);
    while (timers.length > 0) timers.shift()!();
    expect(said.length).toBe(mostWaiting + 2);
    expect(said.at(-1)).toBe("3 more");
    announcer.urgent("again");
    expect(said.at(-1)).toBe("again");
  });
});

describe("what happened while the connection was cut", () => {
  it("is counted: fills, what the venue took off with its reason, what left otherwise", () => {
    const traded = { event: "filled", reason: null, fill: { lots: 3 }, order: {} } as OrderChange;
    expect(meanwhile([traded, gone("session over"), gone("session over"), gone("by participant")])).toEqual({
      fills: 1,
      lots: 3,
      cancelled: 1,
      gone: [{ reason: expect.objectContaining({ zh: "会话结束（断线撤单）" }), count: 2 }],
    });
  });
});
