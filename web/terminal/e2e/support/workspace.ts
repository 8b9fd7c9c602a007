// The Trade workspace as tests use it, and a market in it that stands still where a test needs that.
import type { Page } from "@playwright/test";
import type { Feed } from "./feed";
import { ask, english, venue, type Look, type Terminal } from "./test";
import type { Month } from "./trading";

export async function workspace(terminal: Terminal, month: Month, who: number, look: Look = english, query = "") {
  await terminal.open("trade", look, `i=${month.symbol}&account=${who}${query}`);
  const { page } = terminal;
  const ladder = page.locator(".trade-ladder");
  const ticket = page.locator(".trade-ticket");
  return {
    page,
    ladder,
    ticket,
    arm: page.locator(".trade-arm"),
    lots: ticket.locator(".trade-fields input").nth(1),
    price: ticket.locator(".trade-fields input").first(),
    buy: ticket.locator(".trade-actions .trade-buy"),
    said: ticket.locator(".trade-said"),
    /** Where nothing is typed and nothing is pressed. */
    rest: page.locator(".trade-strip h2"),
    // Far below the market and inside the limits: it rests.
    low: await far(month),
  };
}

/** A price on the tick, a little above the lower limit. */
export async function far(month: Month): Promise<string> {
  const rows = await ask<{ symbol: string; tickSize: string }[]>("v1/instruments");
  const tick = Number(rows.find((r) => r.symbol === month.symbol)!.tickSize);
  const ticks = Math.ceil(Number(month.limitLow) / tick) + 5;
  return (ticks * tick).toFixed(month.priceDecimals);
}

type Row = Record<string, unknown> & { symbol: string };

/** Rows of the board are told as they are but for these fields, by request and by the stream. Before the page opens. */
export async function pin(page: Page, feed: Feed, rows: Readonly<Record<string, object>>): Promise<void> {
  const pinned = (row: Row): Row => ({ ...row, ...rows[row.symbol] });
  const changed = (data: unknown): unknown => {
    if (Array.isArray(data)) return (data as Row[]).map(pinned);
    const held = data as { instruments?: Row[]; rows?: Row[]; symbol?: string } | null;
    if (held?.symbol) return pinned(held as Row);
    if (held?.instruments) return { ...held, instruments: held.instruments.map(pinned) };
    return held?.rows ? { ...held, rows: held.rows.map(pinned) } : data;
  };
  feed.alter((text) => {
    const frame = JSON.parse(text) as { channel: string; data?: unknown };
    return frame.channel === "board" ? JSON.stringify({ ...frame, data: changed(frame.data) }) : text;
  });
  await page.route(/\/v1\/instruments$/, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: changed(await answer.json()) });
  });
}

export interface Sent {
  method: string;
  path: string;
  body: Record<string, unknown>;
}

/** What the page sends is noted and answered as taken, and never reaches the venue. */
export async function kept(page: Page): Promise<Sent[]> {
  const sent: Sent[] = [];
  await page.route(/\/v1\/(orders|positions\/reverse|kill-switches)/, async (route) => {
    const request = route.request();
    const path = new URL(request.url()).pathname.slice(1);
    if (request.method() === "GET" || path.endsWith("/preview")) return route.fallback();
    sent.push({ method: request.method(), path, body: (request.postDataJSON() ?? {}) as Sent["body"] });
    const order = { order: 900_000 + sent.length, clientOrderId: "x", status: "resting", filled: 0, lots: 1, remaining: 1 };
    await route.fulfill({ json: path.endsWith("/cancel") ? { orders: [] } : order });
  });
  return sent;
}

export interface Held {
  symbol: string;
  side: "long" | "short";
  lots: number;
}

/** The account holds these positions, whatever the venue says. */
export async function holds(page: Page, account: number, held: readonly Held[]): Promise<void> {
  await page.route(new RegExp(`/v1/accounts/${account}/positions$`), async (route) => {
    const answer = await fetch(`${venue()}/v1/accounts/${account}/positions`);
    const told = (await answer.json()) as object;
    const positions = held.map(({ symbol, side, lots }) => ({
      ...{ symbol, side, lots, today: 0, carried: lots, closable: lots, closableToday: null, closableCarried: null },
      ...{ averageOpen: "1.0", averagePosition: "1.0", last: "1.1", previousSettlement: "1.0", sinceOpened: "3.00" },
      ...{ sinceSettlement: "-2.00", margin: "10.00", currency: "USD" },
    }));
    await route.fulfill({ json: { ...told, positions } });
  });
}

/** A price so many ticks above another one. */
export const ticksOn = (price: string, tick: string, steps: number, decimals: number) =>
  ((Math.round(Number(price) / Number(tick)) + steps) * Number(tick)).toFixed(decimals);
