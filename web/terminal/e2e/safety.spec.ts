// What keeps an order from being sent by mistake, twice, or on old news; and that a refusal says why.
import { Feed } from "./support/feed";
import { chinese, english, expect, test } from "./support/test";
import { sentOrders, tradable } from "./support/trading";
import { workspace } from "./support/workspace";

const account = 112;

test("UI-SAFE-001 what disarms: opening, another month, a cut line, Escape, a minute out of sight, and each says so", async ({
  terminal,
}) => {
  const { page } = terminal;
  // A minute passes in a moment; nothing else on the page waits that long.
  await page.addInitScript(() => {
    const real = window.setTimeout.bind(window);
    window.setTimeout = ((run: () => void, wait?: number, ...rest: unknown[]) =>
      real(run, wait === 60_000 ? 50 : wait, ...rest)) as typeof setTimeout;
  });
  const feed = await Feed.of(page);
  const w = await workspace(terminal, await tradable(), account);
  const hint = page.locator(".trade-hint");
  const off = async (why: RegExp) => {
    await expect(w.arm).toHaveAttribute("aria-pressed", "false", { timeout: 8000 });
    await expect(hint).toContainText(why);
  };
  await off(/Not armed/);
  const arm = async () => {
    await w.arm.click();
    await expect(w.arm).toHaveAttribute("aria-pressed", "true");
    await expect(page.locator(".trade-armed").first()).toBeVisible();
  };
  await arm();
  await page.keyboard.press("Escape");
  await off(/Esc/);

  await arm();
  await page.locator('.trade-watch tr[tabindex="-1"]').first().click();
  await off(/another month/);

  await arm();
  await page.evaluate(() => {
    Object.defineProperty(document, "hidden", { value: true, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await off(/hidden/i);
  await page.evaluate(() => {
    Object.defineProperty(document, "hidden", { value: false, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  });

  await arm();
  await feed.cut();
  await off(/connection|line/i);
  feed.restore();
  // Back again, and still off: a reconnection does not arm.
  await expect(w.arm).toBeEnabled({ timeout: 10_000 });
  await expect(w.arm).toHaveAttribute("aria-pressed", "false");
});

test("UI-SAFE-003 what is not answered is sending, then late with a question to ask, and is never sent again", async ({
  terminal,
}) => {
  const { page } = terminal;
  const sent = sentOrders(page);
  let answer: () => void = () => undefined;
  const held = new Promise<void>((go) => (answer = go));
  await page.route(/\/v1\/orders$/, async (route) => {
    await held;
    await route.abort();
  });
  const asked: string[] = [];
  await page.route(/\/v1\/orders\/by-client-id\//, (route) => {
    asked.push(route.request().url());
    return route.fulfill({ json: { orderState: "unknown", order: null, final: true } });
  });
  const w = await workspace(terminal, await tradable(), account);
  await w.price.fill(w.low);
  await w.lots.fill("1");
  await w.buy.click();
  await expect(w.said).toContainText("sending");
  const query = w.said.getByRole("button", { name: "Ask what became of it" });
  await expect(query).toBeVisible({ timeout: 6000 });
  await expect(w.said).toContainText("check orders");
  expect(sent).toHaveLength(1);
  await query.click();
  await expect(w.said).toContainText("took no such request");
  expect(asked).toHaveLength(1);
  expect(asked[0]).toContain(`${account}/${String(sent[0]!.clientOrderId)}`);
  answer();
  await page.waitForTimeout(300);
  expect(sent).toHaveLength(1);
});

test("UI-SAFE-004 a double click within 250 ms is one order, and each order has a number of its own", async ({ terminal }) => {
  const { page } = terminal;
  const w = await workspace(terminal, await tradable(), account);
  // Answered at once, in the page: the second click must not find the first still under way.
  await page.evaluate(() => {
    const asked: unknown[] = [];
    const real = window.fetch;
    window.fetch = (input, init) => {
      if (init?.method !== "POST" || !String(input).endsWith("/v1/orders")) return real(input, init);
      asked.push(JSON.parse(String(init.body)));
      return Promise.resolve(Response.json({ order: 1, status: "resting", filled: 0, lots: 1, remaining: 1 }));
    };
    Object.assign(window, { asked });
  });
  const sent = () => page.evaluate(() => (window as unknown as { asked: Record<string, unknown>[] }).asked);
  await w.price.fill(w.low);
  await w.lots.fill("1");
  // Both halves of the double click at once, however slow the machine is.
  await w.buy.evaluate((button: HTMLButtonElement) => {
    button.click();
    button.click();
  });
  await page.waitForTimeout(400);
  expect(await sent()).toHaveLength(1);
  const before = (await sent()).length;
  await w.buy.click();
  await expect.poll(async () => (await sent()).length).toBe(before + 1);
  const numbers = (await sent()).map((o) => o.clientOrderId);
  expect(numbers.every((n) => typeof n === "string" && n !== "")).toBe(true);
  expect(new Set(numbers).size).toBe(numbers.length);
});

test("UI-SAFE-005 UI-SAFE-008 UI-A11Y-013 a refusal says why where it was typed: words, code, value and limit, in the user's language", async ({
  terminal,
}) => {
  const { page } = terminal;
  const month = await tradable();
  const w = await workspace(terminal, month, account);
  for (const look of [english, chinese]) {
    const en = look.lang === "en";
    await terminal.turn(look);
    const high = (Number(month.limitHigh) * 2).toFixed(month.priceDecimals);
    await w.price.fill(high);
    await w.lots.fill("1");
    await w.buy.click();
    const held = page.locator(".trade-held");
    await expect(held).toContainText(en ? "limit" : "上限");
    await held.locator("button").click();
    const alert = w.said.locator("[role=alert]");
    await expect(alert).toContainText(en ? "above the day's highest" : "价格高于涨停价");
    await expect(alert).toContainText("PRICE_ABOVE_LIMIT 2103");
    await expect(alert).toContainText(high);
    await expect(alert).toContainText(month.limitHigh);
    await expect(alert.locator("[lang]").first()).toHaveAttribute("lang", en ? "en" : "zh-CN");
    await w.lots.fill("0");
    await expect(w.buy).toBeDisabled();
    await expect(w.lots).toHaveAttribute("aria-invalid", "true");
  }
});

test("UI-SAFE-007 UI-SAFE-009 a cut line says whether orders were cancelled by it, and afterwards what the venue did", async ({
  terminal,
}) => {
  const { page } = terminal;
  const feed = await Feed.of(page);
  const w = await workspace(terminal, await tradable(), account);
  await w.price.fill(w.low);
  await feed.cut();
  const banner = page.locator(".banner");
  await expect(banner).toContainText(/Cancel on disconnect is off/);
  await expect(page.locator("#trade-ladder")).toHaveAttribute("data-stale", "true", { timeout: 6000 });
  await expect(w.buy).toBeDisabled();
  feed.restore();
  // Attempts come less often the longer it lasts: somebody who waits asks for one.
  const back = page.locator(".banner.back");
  const now = page.getByRole("button", { name: "Connect now" });
  await now.click({ timeout: 2000 }).catch(() => undefined);
  await expect(back).toBeVisible({ timeout: 20_000 });
  await expect(back.locator("li").first()).not.toBeEmpty();
  await expect(w.buy).toBeEnabled();
  await back.getByRole("button").click();
  await expect(back).toHaveCount(0);
});
