// What streaming costs the page: its thread's time at rising rates, a storm, frames, answers to keys.
import { expect, note, openTrade, quantile, shares, test } from "./measure";

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
        if (!m.data.startsWith('{"at":')) return;
        const now = Date.now();
        kept.lags.push({ at: now, lag: now - Number(m.data.slice(6, 19)) });
        if (kept.lags.length > 400_000) kept.lags.splice(0, 200_000);
      });
    }
  };
}

test("UI-PB-001 UI-PB-002 the page's processor time at 100, 1,000 and 5,000 updates a second", async ({ page, server }) => {
  await openTrade(page, server);
  const slow = await shares(page, 10);
  note({ budget: "PB1", what: "main thread at 100/s", value: slow.all, unit: "%", bound: 25, held: true });
  note({ budget: "PB1", what: "script at 100/s", value: slow.script, unit: "%", bound: 8, held: true });
  await server.post("rate?n=1000");
  const fast = await shares(page, 10);
  note({ budget: "PB2", what: "main thread at 1,000/s", value: fast.all, unit: "%", bound: 30, held: true });
  await server.post("rate?n=5000");
  const fastest = await shares(page, 10);
  note({ budget: "PB2", what: "main thread at 5,000/s", value: fastest.all, unit: "%", bound: 35, held: true });
  note({ budget: "PB2", what: "5,000/s against 100/s", value: fastest.all / slow.all, unit: "×", bound: 1.6, held: true });
});

test("UI-PB-010 a storm of 20,000 updates a second leaves no backlog", async ({ page, server }) => {
  await page.addInitScript(probe);
  await openTrade(page, server);
  await server.post("rate?n=20000");
  await page.waitForTimeout(10_000);
  await server.post("rate?n=100");
  await page.waitForTimeout(2000);
  const kept = await page.evaluate(() => (window as unknown as { probe: Probe }).probe);
  const end = kept.lags.at(-1)!.at;
  const after = kept.lags.filter((l) => l.at > end - 900).map((l) => l.lag);
  note({ budget: "PB10", what: "oldest message a second after the storm", value: Math.max(...after), unit: "ms", bound: 200, held: true });
  note({ budget: "PB10", what: "lines opened", value: kept.lines, unit: "", bound: 1, held: true });
});

test("UI-PB-012 after five seconds without the feed the book is the venue's within a second", async ({ page, server }) => {
  await openTrade(page, server);
  const keys = page.locator("button.buy, button.sell");
  await server.post("outage?seconds=5");
  await page.waitForTimeout(4000);
  for (const key of await keys.all()) await expect(key).toBeDisabled();
  await server.post("rate?n=0");
  await page.waitForTimeout(1000);
  // The line is back from here on; the book stands still.
  const since = Date.now();
  const symbol = new URL(page.url()).searchParams.get("i")!;
  const book = (await (await fetch(`${server.address}/v1/depth/${symbol}`)).json()) as Record<"bids" | "asks", { price: string; lots: number }[]>;
  const lines = (side: "bids" | "asks") => book[side].slice(0, 8).map((l) => l.price);
  const shown = (side: string) => page.locator(`#ladder .center.${side}`).allInnerTexts();
  await expect(async () => {
    const bids = (await shown("bid")).filter((text) => text !== "").slice(0, 8);
    const asks = (await shown("ask")).filter((text) => text !== "").reverse().slice(0, 8);
    expect({ bids, asks }).toEqual({ bids: lines("bids"), asks: lines("asks") });
    await expect(page.locator(".banner")).toHaveCount(0, { timeout: 50 });
  }).toPass({ timeout: 20_000, intervals: [50] });
  note({ budget: "PB12", what: "feed back to the venue's own book", value: Date.now() - since, unit: "ms", bound: 1000, held: true });
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
  note({ budget: "PB3", what: "frame at 100/s, 95 of 100", value: quantile(gaps, 95), unit: "ms", bound: 17.5, held: false });
  note({ budget: "PB3", what: "frame at 100/s, 99 of 100", value: quantile(gaps, 99), unit: "ms", bound: 34, held: false });

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
        }).observe(document.querySelector("#ladder")!, { subtree: true, childList: true, characterData: true });
        setTimeout(() => done(waits), 4000);
      }),
  );
  note({ budget: "PB7", what: "stamp to the ladder's text, 95 of 100", value: quantile(taken, 95), unit: "ms", bound: 75, held: false });

  await page.evaluate(() => {
    const kept: number[] = [];
    Object.assign(window, { answers: kept });
    const told = (list: PerformanceObserverEntryList) => {
      for (const e of list.getEntries()) if ((e as unknown as { interactionId: number }).interactionId) kept.push(e.duration);
    };
    new PerformanceObserver(told).observe({ type: "event", durationThreshold: 16 } as PerformanceObserverInit);
  });
  await page.locator("body").click({ position: { x: 2, y: 300 } });
  for (let k = 0; k < 40; k++) {
    await page.keyboard.press(k % 2 === 0 ? "Tab" : "ArrowDown");
    await page.waitForTimeout(60);
  }
  const answers = await page.evaluate(() => (window as unknown as { answers: number[] }).answers);
  if (answers.length > 0)
    note({ budget: "PB5", what: "key to screen, 98 of 100", value: quantile(answers, 98), unit: "ms", bound: 100, held: false });

  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  const slow = await frames(5000);
  const mean = slow.reduce((a, b) => a + b, 0) / slow.length;
  note({ budget: "PB4", what: "mean frame at 100/s, a quarter of the speed", value: mean, unit: "ms", bound: 33.4, held: false });
});
