// What work on the page costs: an order on its way, a table of ten thousand rows, memory in a long run.
import type { Page } from "@playwright/test";
import { expect, openTrade, quantile, test, told } from "./measure";

interface Steps {
  /** What stood there before. */
  before: string;
  pressed: number;
  answered: number;
  marked: number;
  painted: number;
}

/** Notes when the key was pressed, when the mark stood there, when the answer came and when it stood there. */
function watch(): void {
  const steps: Steps = { before: "", pressed: 0, answered: 0, marked: 0, painted: 0 };
  Object.assign(window, { steps });
  addEventListener("click", (e) => (steps.pressed = e.timeStamp), { capture: true });
  const real = window.fetch;
  window.fetch = async (...asked) => {
    const answer = await real(...asked);
    if (/v1\/orders$/.test(String(asked[0]))) steps.answered = performance.now();
    return answer;
  };
  new MutationObserver(() => {
    const said = document.querySelector(".trade-ticket .trade-said")?.textContent ?? "";
    if (said === steps.before) return;
    const step = /Order/.test(said) ? "painted" : "marked";
    if (steps[step] === 0) requestAnimationFrame((now) => (steps[step] ||= Math.max(now, performance.now())));
  }).observe(document, { subtree: true, childList: true, characterData: true });
}

test("UI-PB-006 an order is marked at once, and its answer stands there with the next picture", async ({ page, server }) => {
  await page.addInitScript(watch);
  let order = 900_000;
  await page.route(/\/v1\/orders$/, async (route) => {
    await new Promise((done) => setTimeout(done, 120));
    await route.fulfill({ json: { order: ++order, status: "resting", filled: 0, lots: 1, remaining: 1 } });
  });
  await openTrade(page, server);
  const ticket = page.locator(".trade-ticket");
  await ticket.locator(".trade-fields input").first().fill("4.190");
  const marked: number[] = [];
  const painted: number[] = [];
  for (let k = 0; k < 15; k++) {
    await page.evaluate(() => {
      const { steps } = window as unknown as { steps: Steps };
      const before = document.querySelector(".trade-ticket .trade-said")?.textContent ?? "";
      Object.assign(steps, { before, pressed: 0, answered: 0, marked: 0, painted: 0 });
    });
    await ticket.locator(".trade-fields input").nth(1).fill(String(1 + (k % 3)));
    await ticket.locator(".trade-actions .trade-buy").click();
    await expect
      .poll(() => page.evaluate(() => (window as unknown as { steps: Steps }).steps.painted), { timeout: 5000 })
      .toBeGreaterThan(0);
    const steps = await page.evaluate(() => (window as unknown as { steps: Steps }).steps);
    expect(steps.marked).toBeGreaterThan(0);
    marked.push(steps.marked - steps.pressed);
    painted.push(steps.painted - steps.answered);
  }
  told("PB6", "order's key to its mark, 95 of 100", quantile(marked, 95), "ms", 50);
  told("PB6", "answer to its words, 95 of 100", quantile(painted, 95), "ms", 34);
});

/** Fills of a settled day, as the venue tells them. */
function fills(count: number): object {
  const fill = (n: number) => ({
    time: new Date(Date.parse("2026-04-14T01:00:00Z") + n * 1000).toISOString(),
    trade: n,
    order: n,
    symbol: `TK-${"FGHJ"[n % 4]}26`,
    side: n % 2 === 0 ? "buy" : "sell",
    price: (4 + ((n * 7919) % 997) / 1000).toFixed(3),
    lots: 1 + (n % 40),
    opened: n % 3,
    lotsClosedToday: 0,
    lotsClosedCarried: 0,
    turnover: ((n * 104_729) % 1_000_003).toFixed(2),
    fee: "1.28",
    realized: (((n * 31) % 2001) - 1000).toFixed(2),
    currency: "CNY",
    origin: "continuous",
    hedge: false,
    forced: false,
  });
  const rows = Array.from({ length: count }, (_, n) => fill(n + 1));
  return { orders: [], orderCount: 0, fills: rows, fillCount: count, sums: [] };
}

test("UI-PB-011 a table of ten thousand rows is sorted and scrolled", async ({ page, server }) => {
  const asked = await fetch(`${server.address}/v1/bulletins`);
  const day = ((await asked.json()) as string[]).at(-1)!;
  const [first] = (await (await fetch(`${server.address}/v1/accounts`)).json()) as { account: number }[];
  await page.route(/\/history\//, (route) =>
    route.fulfill({ json: { ...fills(10_000), account: first!.account, day, asOf: 1, simulated: true } }),
  );
  await page.goto(`${server.address}/?page=portfolio&lang=en&theme=dark&account=${first!.account}&.tab=fills&.day=${day}`);
  const rows = page.locator("#portfolio-fills tbody tr");
  await expect(rows).toHaveCount(200, { timeout: 20_000 });
  const heads = page.locator("#portfolio-fills .grid-sort");
  const sort = async (count: number) => {
    const taken: number[] = [];
    for (let k = 0; k < count; k++) taken.push(await timed(page, (k % 3) + 4));
    return quantile(taken, 50);
  };
  expect(await heads.count()).toBeGreaterThan(6);
  told("PB11", "10,000 rows sorted, the first 200 shown", await sort(9), "ms", 150);
  await page.getByRole("button", { name: /all/i }).last().click();
  await expect(rows).toHaveCount(10_000, { timeout: 30_000 });
  told("PB11", "10,000 rows shown, 95 of 100 frames while scrolling", await scrolled(page), "ms", 20);
});

/** From a press on a column's head to the picture after it. */
function timed(page: Page, column: number): Promise<number> {
  return page.evaluate(
    (at) =>
      new Promise<number>((done) => {
        const head = document.querySelectorAll<HTMLElement>("#portfolio-fills .grid-sort")[at]!;
        const from = performance.now();
        head.click();
        requestAnimationFrame(() => setTimeout(() => done(performance.now() - from)));
      }),
    column,
  );
}

async function scrolled(page: Page): Promise<number> {
  const gaps = await page.evaluate(
    () =>
      new Promise<number[]>((done) => {
        const inside = document.querySelector<HTMLElement>("#portfolio-fills .scroll")!;
        const box = inside.scrollHeight > inside.clientHeight ? inside : document.scrollingElement!;
        const gaps: number[] = [];
        let before = performance.now();
        const step = (now: number) => {
          gaps.push(now - before);
          before = now;
          box.scrollTop += 240;
          if (gaps.length < 120) requestAnimationFrame(step);
          else done(gaps.slice(2));
        };
        requestAnimationFrame(step);
      }),
  );
  return quantile(gaps, 95);
}

test("UI-PB-009 memory and nodes of a run at 500 a second do not grow", async ({ page, server }) => {
  // E2E_MINUTES=30 is the budget's own length.
  const minutes = Number(process.env.E2E_MINUTES ?? 2);
  test.setTimeout((minutes + 3) * 60_000);
  await openTrade(page, server);
  await server.post("rate?n=500");
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Performance.enable");
  const read = async () => {
    await cdp.send("HeapProfiler.collectGarbage");
    const { metrics } = await cdp.send("Performance.getMetrics");
    const of = (name: string) => metrics.find((m) => m.name === name)?.value ?? 0;
    return { heap: of("JSHeapUsedSize"), nodes: of("Nodes") };
  };
  await page.waitForTimeout((minutes * 60_000) / 6);
  const early = await read();
  await page.waitForTimeout((minutes * 60_000 * 5) / 6);
  const late = await read();
  const grown = (of: "heap" | "nodes") => 100 * (late[of] / early[of] - 1);
  told("PB9", `memory after ${minutes} min at 500/s`, grown("heap"), "%", 10);
  told("PB9", `nodes after ${minutes} min at 500/s`, Math.abs(grown("nodes")), "%", 2);
});
