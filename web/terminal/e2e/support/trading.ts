// An instrument that can be traded now, and an account to trade it with.
import type { Page } from "@playwright/test";
import { ask, expect, venue } from "./test";

export interface Month {
  symbol: string;
  last: string | null;
  previousSettlement: string;
  limitLow: string;
  limitHigh: string;
  priceDecimals: number;
}

interface Row extends Month {
  phase: string;
  spread: object | null;
  month: string | null;
  bid: string | null;
  ask: string | null;
  calendar: string;
}

/** The nearest month among those that trade and are quoted; the dollar months trade all day but an hour. */
export async function tradable(): Promise<Month> {
  let found: Row | undefined;
  await expect(async () => {
    const rows = await ask<Row[]>("v1/instruments");
    found = rows
      .filter((r) => r.phase === "continuous" && r.spread === null && r.last && r.bid && r.ask)
      .sort(
        (a, b) =>
          Number(b.calendar === "US") - Number(a.calendar === "US") || (a.month ?? "").localeCompare(b.month ?? ""),
      )[0];
    expect(found, "a month in continuous trading").toBeDefined();
  }).toPass({ timeout: 90_000, intervals: [1000] });
  return found!;
}

export interface Live {
  order: number;
  price: string | null;
  lots: number;
  clientOrderId?: string | null;
}

export const liveOrders = (account: number) => ask<Live[]>(`v1/accounts/${account}/orders`);

async function send(method: string, path: string, body: object): Promise<{ order: number } | null> {
  const answer = await fetch(`${venue()}/${path}`, {
    method,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(10_000),
  });
  return answer.ok ? ((await answer.json()) as { order: number }) : null;
}

/** Has an order come and go at the day's lowest price; null where the account may not, for want of money say. */
export async function comeAndGo(month: Month, account: number): Promise<number | null> {
  const body = { account, symbol: month.symbol, side: "buy", price: month.limitLow, lots: 1 };
  const placed = await send("POST", "v1/orders", { ...body, clientOrderId: `e2e-${account}-${Date.now()}` });
  return placed && (await send("DELETE", `v1/orders/${placed.order}`, { account })) ? account : null;
}

/** An account that has the money for an order: a trader's, for a maker's program takes off what it finds resting. */
export async function funded(month: Month): Promise<number> {
  const accounts = await ask<{ account: number; role: string }[]>("v1/accounts");
  for (const { account } of accounts.filter((a) => a.role === "trader"))
    if ((await comeAndGo(month, account)) !== null) return account;
  throw new Error(`no trader may buy ${month.symbol}`);
}

/** The bodies of the orders that the page sends, from now on. */
export function sentOrders(page: Page): Record<string, unknown>[] {
  const bodies: Record<string, unknown>[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST" && new URL(request.url()).pathname.endsWith("/v1/orders"))
      bodies.push(request.postDataJSON() as Record<string, unknown>);
  });
  return bodies;
}
