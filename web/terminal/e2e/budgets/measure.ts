// How the budgets are measured: the stand-in venue at a given rate, the page's own thread time, and a line a figure.
import { spawn, type ChildProcess } from "node:child_process";
import { appendFileSync, mkdirSync } from "node:fs";
import { expect, test as base, type CDPSession, type Page } from "@playwright/test";
import { artifacts, terminal } from "../support/places";

export interface Figure {
  /** PB1 to PB12. */
  budget: string;
  what: string;
  value: number;
  unit: string;
  bound: number;
  held: boolean;
  good: boolean;
}

function note(figure: Omit<Figure, "good">): Figure {
  const value = Math.round(figure.value * 100) / 100;
  const noted = { ...figure, value, good: value <= figure.bound };
  mkdirSync(artifacts, { recursive: true });
  appendFileSync(`${artifacts}/budgets.jsonl`, `${JSON.stringify(noted)}\n`);
  return noted;
}

/** A figure whose bound is held: the test fails when it is over. */
export function held(budget: string, what: string, value: number, unit: string, bound: number): void {
  const noted = note({ budget, what, value, unit, bound, held: true });
  expect.soft(noted.value, `${budget} ${what}`).toBeLessThanOrEqual(bound);
}

/** A figure that is told beside its bound: other programs on the machine move it. */
export function told(budget: string, what: string, value: number, unit: string, bound: number): void {
  note({ budget, what, value, unit, bound, held: false });
}

export class StandIn {
  private constructor(
    readonly address: string,
    private readonly child: ChildProcess,
  ) {}

  static async start(rate: number): Promise<StandIn> {
    const port = 20_000 + (process.pid % 20_000);
    const options = ["--port", `${port}`, "--rate", `${rate}`];
    const child = spawn("node", ["mock/server.mjs", ...options], { cwd: terminal, stdio: "ignore" });
    const server = new StandIn(`http://127.0.0.1:${port}`, child);
    await expect(async () => {
      expect((await fetch(`${server.address}/v1/status`)).ok).toBe(true);
    }).toPass({ timeout: 20_000 });
    return server;
  }

  async post(path: string): Promise<void> {
    await fetch(`${this.address}/mock/${path}`, { method: "POST", signal: AbortSignal.timeout(5000) });
  }

  stop(): void {
    this.child.kill();
  }
}

export const test = base.extend<{ server: StandIn }>({
  server: async ({}, use) => {
    const server = await StandIn.start(100);
    await use(server);
    server.stop();
  },
});

export { expect };

export async function openTrade(page: Page, server: StandIn): Promise<void> {
  await page.goto(`${server.address}/?page=trade&lang=en&theme=dark&conv=intl`);
  await expect(page.locator("#page main").first()).toBeVisible({ timeout: 20_000 });
  await expect(page.locator("#trade-ladder .lots.bid:not(:empty)").first()).toHaveText(/\d/, { timeout: 20_000 });
}

/** Shares of a processor that the page's main thread needs, per cent: its own ticks, not the clock on the wall. */
export async function shares(page: Page, seconds: number): Promise<{ all: number; script: number }> {
  const cdp: CDPSession = await page.context().newCDPSession(page);
  await cdp.send("Performance.enable", { timeDomain: "threadTicks" });
  const read = async () => {
    const { metrics } = await cdp.send("Performance.getMetrics");
    const of = (name: string) => metrics.find((m) => m.name === name)?.value ?? 0;
    return { at: performance.now(), all: of("TaskDuration"), script: of("ScriptDuration") };
  };
  await page.waitForTimeout(2500);
  const before = await read();
  await page.waitForTimeout(seconds * 1000);
  const after = await read();
  await cdp.detach();
  const wall = (after.at - before.at) / 1000;
  return { all: (100 * (after.all - before.all)) / wall, script: (100 * (after.script - before.script)) / wall };
}

/** The value below which so many per cent lie. */
export function quantile(values: number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil((percent / 100) * sorted.length) - 1)] ?? NaN;
}
