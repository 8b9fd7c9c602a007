// Accounts that lack money: they buy dear in a month where nobody else trades, take out what is free, and its price falls.
import { ask, expect, venue } from "./test";

interface Row {
  symbol: string;
  phase: string;
  spread: object | null;
  calendar: string;
  previousSettlement: string;
}

interface Depth {
  bids: object[];
  asks: object[];
}

export const dollar = "USD";

/** Says something to the venue; the answer, or what it was refused for. */
export async function say<T>(method: string, path: string, body: object): Promise<{ good: boolean; told: T }> {
  const answer = await fetch(`${venue()}/${path}`, {
    method,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(10_000),
  });
  return { good: answer.ok, told: (await answer.json()) as T };
}

async function done<T>(method: string, path: string, body: object): Promise<T> {
  const { good, told } = await say<T>(method, path, body);
  expect(good, `${method} ${path}: ${JSON.stringify(told)}`).toBe(true);
  return told;
}

let references = 0;
const reference = () => `e2e-${Date.now()}-${++references}`;

/** Money comes in, and the bank says so. */
export async function pay(account: number, amount: string): Promise<void> {
  const name = reference();
  await done("POST", `v1/accounts/${account}/cash`, { currency: dollar, amount, reference: name });
  const bank = { outcome: "paid", bankReference: reference() };
  await done("PUT", `v1/accounts/${account}/cash/${name}`, bank);
}

/** Everything that may go out goes; too much is refused with what may. */
async function drain(account: number): Promise<string> {
  const out = (amount: string) => ({ currency: dollar, amount: `-${amount}`, reference: reference() });
  const path = `v1/accounts/${account}/cash`;
  const { told } = await say<{ error: { limit: string } }>("POST", path, out("90000000000.00"));
  await done("POST", path, out(told.error.limit));
  return told.error.limit;
}

/** A dollar month in which nobody stands now; of several the farthest. */
async function silentMonth(): Promise<Row> {
  let found: Row | undefined;
  await expect(async () => {
    const rows = (await ask<Row[]>("v1/instruments")).filter(
      (r) => r.calendar === "US" && r.spread === null && r.phase === "continuous",
    );
    for (const row of rows) {
      const depth = await ask<Depth>(`v1/depth/${row.symbol}`);
      if (depth.bids.length + depth.asks.length === 0) found = row;
    }
    expect(found, "a month where nobody trades").toBeDefined();
  }).toPass({ timeout: 90_000, intervals: [1000] });
  return found!;
}

/** Two accounts with three hundred lots each lack money from now on; their numbers. */
export async function twoShort(): Promise<[number, number]> {
  const accounts = await ask<{ account: number; role: string }[]>("v1/accounts");
  const rich: number[] = [];
  for (const { account } of accounts.filter((a) => a.role !== "maker")) {
    const { funds } = await ask<{ funds: { currency: string; free: string }[] }>(`v1/accounts/${account}/positions`);
    if (Number(funds.find((f) => f.currency === dollar)?.free ?? 0) > 400_000) rich.push(account);
  }
  const [one, other, seller, buyer] = rich;
  const month = await silentMonth();
  const before = Math.round(Number(month.previousSettlement) * 1000);
  const price = (percent: number) => (Math.round((before * percent) / 100) / 1000).toFixed(3);
  // Their own programs take orders off, which sets margin free: the loss must be larger by far.
  const lots = 300;
  const order = (account: number, side: string, at: string, size: number) =>
    done("POST", "v1/orders", {
      account,
      symbol: month.symbol,
      side,
      type: "limit",
      timeInForce: "day",
      price: at,
      lots: size,
      clientOrderId: reference(),
    });
  for (const account of [one!, other!]) {
    await order(seller!, "sell", price(102), lots);
    await order(account, "buy", price(102), lots);
    await drain(account);
  }
  await order(seller!, "sell", price(98), 1);
  await order(buyer!, "buy", price(98), 1);
  return [one!, other!];
}
