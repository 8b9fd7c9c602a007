// What the page does when the feed is silent, cut, broken and back.
import { Feed } from "./support/feed";
import { ask, english, expect, test } from "./support/test";
import { comeAndGo, funded, sentOrders, tradable } from "./support/trading";

test("UI-SAFE-009 UI-STA-003 UI-SHL-002 a silent feed greys what it told, and disarms", async ({ terminal }) => {
  const { page } = terminal;
  const feed = await Feed.of(page);
  const month = await tradable();
  await terminal.open("market", english, `i=${month.symbol}&tab=order&account=114`);
  await page.locator("form.ticket").getByLabel("Lots", { exact: true }).fill("1");
  await page.locator("form.ticket").getByLabel("Price", { exact: true }).fill(month.limitLow);
  const keys = page.locator("form.ticket button.buy, form.ticket button.sell");
  await expect(keys.first()).toBeEnabled();
  const last = await page.locator("#ladder .last .num").first().innerText();
  const sent = sentOrders(page);

  feed.silence();
  await expect(page.locator("#ladder")).toHaveAttribute("data-stale", "true", { timeout: 6000 });
  await expect(page.locator("#ladder .panel-head")).toContainText(/\d+ s/);
  await expect(page.locator("#ladder .last .num").first()).toHaveText(last);
  await expect(page.locator(".feed")).toHaveAttribute("data-fresh", "stale");
  for (const key of await keys.all()) await expect(key).toBeDisabled();
  expect(sent).toEqual([]);

  feed.restore();
  await expect(page.locator("#ladder")).not.toHaveAttribute("data-stale", "true", { timeout: 10_000 });
  await expect(keys.first()).toBeEnabled();
});

test("UI-SAFE-007 UI-SAFE-009 a cut line is told, and the book is right when it is back", async ({ terminal }) => {
  const { page } = terminal;
  const feed = await Feed.of(page);
  const month = await tradable();
  await terminal.open("market", english, `i=${month.symbol}`);
  await expect(page.locator("#ladder .level .center").first()).toBeVisible();
  await feed.cut();
  const banner = page.locator(".banner");
  await expect(banner).toBeVisible();
  await expect(page.locator("#ladder")).toHaveAttribute("data-stale", "true", { timeout: 6000 });
  feed.restore();
  await expect(banner).toHaveCount(0);
  await expect(page.locator("#ladder")).not.toHaveAttribute("data-stale", "true");
  // The venue goes on trading: the page must show one of the books that it has had since.
  const best = async () => {
    const book = await ask<{ bids: { price: string }[]; asks: { price: string }[] }>(`v1/depth/${month.symbol}`);
    return `${book.bids[0]?.price ?? "–"} ${book.asks[0]?.price ?? "–"}`;
  };
  await expect(async () => {
    const before = await best();
    const bid = (await page.locator("#ladder .center.bid").first().innerText()).trim();
    const ask = (await page.locator("#ladder .center.ask").last().innerText()).trim();
    expect([before, await best()]).toContain(`${bid} ${ask}`);
  }).toPass({ timeout: 5000, intervals: [100] });
});

test("UI-STA-005 a gap is closed by a new snapshot", async ({ terminal }) => {
  const { page } = terminal;
  const feed = await Feed.of(page);
  const month = await tradable();
  const account = await funded(month);
  let drop = 0;
  const asked: string[] = [];
  feed.alter((text) => {
    const frame = JSON.parse(text) as { channel: string; type?: string };
    if (frame.channel === `depth:${month.symbol}` && frame.type === "delta" && drop > 0) {
      drop--;
      return null;
    }
    if (frame.channel === `depth:${month.symbol}` && frame.type === "snapshot") asked.push(text);
    return text;
  });
  await terminal.open("market", english, `i=${month.symbol}`);
  await expect(page.locator("#ladder .center.bid").first()).toBeVisible();
  const before = asked.length;
  drop = 1;
  // The first change is lost, the second does not follow what the page has.
  for (let k = 0; k < 2; k++) {
    await comeAndGo(month, account);
    await page.waitForTimeout(400);
  }
  await expect(() => expect(asked.length).toBeGreaterThan(before)).toPass({ timeout: 20_000, intervals: [200] });
  await expect(page.locator("#ladder table[data-resync]")).toHaveCount(0);
});

test("UI-STA-004 what cannot be had says so and is asked for again, and the rest goes on", async ({ terminal }) => {
  const { page } = terminal;
  let broken = true;
  await page.route(/\/v1\/indexes\//, (route) => (broken ? route.abort() : route.fallback()));
  await terminal.open("market");
  const failed = page.locator("#paper .state.error").first();
  await expect(failed).toBeVisible();
  await expect(page.locator("#board tr[data-symbol]").first()).toBeVisible();
  broken = false;
  // Each part that failed is asked for again by itself.
  await expect(async () => {
    const again = failed.getByRole("button");
    if (await again.isVisible()) await again.click({ timeout: 1000 });
    await expect(page.locator("#paper .state.error")).toHaveCount(0, { timeout: 1000 });
  }).toPass({ timeout: 15_000 });
});
