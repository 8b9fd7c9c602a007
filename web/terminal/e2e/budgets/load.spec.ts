// What streaming costs the page: its thread's time at rising rates, a storm, frames, answers to keys.
import { expect, held, openTrade, quantile, shares, test, told } from "./measure";

interface Probe {
  lags: { at: number; lag: number }[];
  lines: number;
}

/** Notes how old each message is when the page is handed it, and how many lines were opened. */
function probe(): void {
  const kept: Probe = { lags: [], lines: 0 };
  Object.assign(window, { probe: kept });
  const Real = WebSocket;
  window.WebSocket = class extends Real {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      kept.lines++;
      this.addEventListener("message", (m: MessageEvent<string>) => {
        // The first of a frame is the oldest.
        if (!m.data.startsWith('[{"at":')) return;
        const now = Date.now();
        kept.lags.push({ at: now, lag: now - Number(m.data.slice(7, 20)) });
        if (kept.lags.length > 400_000) kept.lags.splice(0, 200_000);
      });
    }
  };
}

test("UI-PB-001 UI-PB-002 the page's processor time at 100, 1,000 and 5,000 a second", { tag: "@gate" }, async ({ page, server }) => {
  await openTrade(page, server);
  const slow = await shares(page, 10);
  held("PB1", "main thread at 100/s", slow.all, "%", 25);
  held("PB1", "script at 100/s", slow.script, "%", 8);
  await server.post("rate?n=1000");
  const fast = await shares(page, 10);
  held("PB2", "main thread at 1,000/s", fast.all, "%", 30);
  await server.post("rate?n=5000");
  const fastest = await shares(page, 10);
  held("PB2", "main thread at 5,000/s", fastest.all, "%", 35);
  held("PB2", "5,000/s against 100/s", fastest.all / slow.all, "×", 1.6);
});

test("UI-PB-010 a storm of 20,000 updates a second leaves no backlog", { tag: "@gate" }, async ({ page, server }) => {
  await page.addInitScript(probe);
  await openTrade(page, server);
  await server.post("rate?n=20000");
  // Ten seconds with the warm-up. A thread that has no time left is why a storm would leave a backlog.
  const storm = await shares(page, 7.5);
  told("PB10", "main thread in the storm", storm.all, "%", 90);
  await server.post("rate?n=100");
  await page.waitForTimeout(2000);
  const kept = await page.evaluate(() => (window as unknown as { probe: Probe }).probe);
  const end = kept.lags.at(-1)!.at;
  const after = kept.lags.filter((l) => l.at > end - 900).map((l) => l.lag);
  held("PB10", "oldest message a second after the storm", Math.max(...after), "ms", 200);
  held("PB10", "lines opened", kept.lines, "", 1);
});

test("UI-PB-012 after five seconds without feed the book is right within a second", { tag: "@gate" }, async ({ page, server }) => {
  await openTrade(page, server);
  const keys = page.locator(".trade-ticket .trade-actions button");
  await page.locator(".trade-ticket .trade-fields input").first().fill("4.190");
  for (const key of await keys.all()) await expect(key).toBeEnabled();
  await server.post("outage?seconds=5");
  await page.waitForTimeout(4000);
  for (const key of await keys.all()) await expect(key).toBeDisabled();
  await server.post("rate?n=0");
  await page.waitForTimeout(1000);
  // The line is back from here on; the book stands still.
  const since = Date.now();
  const symbol = new URL(page.url()).searchParams.get("i")!;
  const answer = await fetch(`${server.address}/v1/depth/${symbol}`);
  const book = (await answer.json()) as Record<"bids" | "asks", { price: string; lots: number }[]>;
  // Every level of the prices that the ladder shows, on both sides; its rows stand still, wherever the market went.
  await expect(async () => {
    const rows = await page.locator("#trade-ladder .trade-rows .trade-level").evaluateAll((all) =>
      all.map((row) => {
        const of = (part: string) => row.querySelector(part)?.textContent?.trim() ?? "";
        return { price: of(".price"), bid: of(".lots.bid"), ask: of(".lots.ask") };
      }),
    );
    const told = (side: "bids" | "asks", price: string) => {
      const lots = book[side].find((l) => l.price === price)?.lots;
      return lots === undefined ? "" : lots.toLocaleString("en-US");
    };
    expect(rows.filter((r) => r.bid + r.ask !== "").length).toBeGreaterThan(3);
    expect(rows).toEqual(rows.map(({ price }) => ({ price, bid: told("bids", price), ask: told("asks", price) })));
    await expect(page.locator(".banner")).toHaveCount(0, { timeout: 50 });
  }).toPass({ timeout: 20_000, intervals: [50] });
  held("PB12", "feed back to the venue's own book", Date.now() - since, "ms", 1000);
});

test("frames, keys and age on the screen, which are told and not held", async ({ page, server }) => {
  await page.addInitScript(probe);
  await openTrade(page, server);
  const frames = (ms: number) =>
    page.evaluate(
      (length) =>
        new Promise<number[]>((done) => {
          const gaps: number[] = [];
          const from = performance.now();
          let before = from;
          const next = (now: number) => {
            gaps.push(now - before);
            before = now;
            if (now - from < length) requestAnimationFrame(next);
            else done(gaps.slice(1));
          };
          requestAnimationFrame(next);
        }),
      ms,
    );
  const gaps = await frames(5000);
  told("PB3", "frame at 100/s, 95 of 100", quantile(gaps, 95), "ms", 17.5);
  told("PB3", "frame at 100/s, 99 of 100", quantile(gaps, 99), "ms", 34);

  const taken = await page.evaluate(
    () =>
      new Promise<number[]>((done) => {
        const waits: number[] = [];
        let newest = 0;
        const kept = (window as unknown as { probe: Probe }).probe;
        new MutationObserver(() => {
          const last = kept.lags.at(-1);
          if (!last || last.at === newest) return;
          newest = last.at;
          requestAnimationFrame(() => waits.push(Date.now() - last.at + last.lag));
        }).observe(document.querySelector("#trade-ladder")!, { subtree: true, childList: true, characterData: true });
        setTimeout(() => done(waits), 4000);
      }),
  );
  told("PB7", "stamp to the ladder's text, 95 of 100", quantile(taken, 95), "ms", 75);

  await page.evaluate(() => {
    const kept: number[] = [];
    Object.assign(window, { answers: kept });
    const seen = (list: PerformanceObserverEntryList) => {
      for (const e of list.getEntries() as (PerformanceEntry & { interactionId: number })[])
        if (e.interactionId) kept.push(e.duration);
    };
    new PerformanceObserver(seen).observe({ type: "event", durationThreshold: 16 } as PerformanceObserverInit);
  });
  await page.locator("body").click({ position: { x: 2, y: 300 } });
  for (let k = 0; k < 40; k++) {
    await page.keyboard.press(k % 2 === 0 ? "Tab" : "ArrowDown");
    await page.waitForTimeout(60);
  }
  const answers = await page.evaluate(() => (window as unknown as { answers: number[] }).answers);
  if (answers.length > 0)
    told("PB5", "key to screen, 98 of 100", quantile(answers, 98), "ms", 100);

  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  const slow = await frames(5000);
  const mean = slow.reduce((a, b) => a + b, 0) / slow.length;
  told("PB4", "mean frame at 100/s, a quarter of the speed", mean, "ms", 33.4);
});
