// An instrument that can be traded now, and an account to trade it with.
import type { Page } from "@playwright/test";
import { ask, expect } from "./test";

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
  openInterest: number;
  calendar: string;
}

/** The month with the most open interest among those that trade; the dollar months trade all day but an hour. */
export async function tradable(): Promise<Month> {
  let found: Row | undefined;
  await expect(async () => {
    const rows = await ask<Row[]>("v1/instruments");
    found = rows
      .filter((r) => r.phase === "continuous" && r.spread === null && r.last !== null)
      .sort((a, b) => Number(b.calendar === "US") - Number(a.calendar === "US") || b.openInterest - a.openInterest)[0];
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

/** The bodies of the orders that the page sends, from now on. */
export function sentOrders(page: Page): Record<string, unknown>[] {
  const bodies: Record<string, unknown>[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST" && new URL(request.url()).pathname.endsWith("/v1/orders"))
      bodies.push(request.postDataJSON() as Record<string, unknown>);
  });
  return bodies;
}
