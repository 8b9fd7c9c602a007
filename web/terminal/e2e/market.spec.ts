// The markets: every month and spread by family, live, filtered and sorted as the address says.
import { tabTo } from "./support/keyboard";
import { Feed } from "./support/feed";
import { ask, chinese, english, expect, test } from "./support/test";
import { pin } from "./support/workspace";

interface Row {
  symbol: string;
  contract: string;
  spread: { spread: string } | null;
  previousSettlement: string;
  lastTradingDay: string;
  calendar: string;
  limitLow: string;
  limitHigh: string;
  openInterest: number;
}

test("UI-MKT-001 UI-MKT-002 every month and spread stands by family with the day's numbers, live", async ({ terminal }) => {
  const { page } = terminal;
  const rows = await ask<Row[]>("v1/instruments");
  const pinned = rows.find((r) => !r.spread)!;
  const feed = await Feed.of(page);
  const day = { previousSettlement: "10.000", last: "10.500", volume: 1234, bid: "10.400", ask: "10.600", openInterest: 77 };
  await pin(page, feed, { [pinned.symbol]: { ...day, limitHigh: "11.000", limitLow: "8.000" } });
  await terminal.open("market");
  const families = new Set(rows.map((r) => r.spread?.spread ?? r.contract));
  await expect(page.locator(".market-family")).toHaveCount(families.size);
  await expect(page.locator("tr[data-symbol]")).toHaveCount(rows.length);
  const of = (q: string) => page.locator(`[data-q="${q}:${pinned.symbol}"]`);
  await expect(of("last")).toHaveText("10.500");
  await expect(of("changeOnly")).toHaveText("▲+0.500");
  await expect(of("bid")).toHaveText("10.400");
  await expect(of("ask")).toHaveText("10.600");
  await expect(of("volume")).toHaveText("1,234");
  await expect(of("oi")).toHaveText("77");
  const line = page.locator(`tr[data-symbol="${pinned.symbol}"]`);
  await expect(line.locator(".m-percent")).toHaveText("+5.00%");
  await expect(line.locator(".m-room .num")).toHaveText("▲4.76%");
  await expect(line.locator(".m-room")).toHaveAttribute("title", "Limits 8.000 to 11.000; the upper one is nearer");
  expect(await line.locator(".market-limits").evaluate((e) => (e as HTMLElement).style.getPropertyValue("--at"))).toMatch(/^83\.3/);
  const told = await ask<{ openInterestChange: number }>(`v1/statistics/${pinned.symbol}`);
  await expect(of("added")).toHaveText(told.openInterestChange > 0 ? `+${told.openInterestChange}` : /^-?[\d,]+$/);
  await expect(line.locator("polyline")).toHaveAttribute("points", /\d/);
  const status = await ask<{ calendars: { calendar: string; day: string }[] }>("v1/status");
  const today = status.calendars.find((c) => c.calendar === pinned.calendar)!.day;
  const days = Math.round((Date.parse(pinned.lastTradingDay) - Date.parse(today)) / 86_400_000);
  await expect(line.locator(".m-days")).toHaveText(days <= 0 ? "last day" : `${days} d`);
});

test("UI-MKT-003 UI-MKT-004 the board is filtered, sorted and left for a trade or a product, without a mouse, and the address says how", async ({
  terminal,
}) => {
  const { page } = terminal;
  const rows = await ask<Row[]>("v1/instruments");
  const months = rows.filter((r) => !r.spread);
  const family = months[0]!.contract;
  // Volumes that stand still: what is sorted by them stays in order.
  const feed = await Feed.of(page);
  await pin(page, feed, Object.fromEntries(months.map((r, k) => [r.symbol, { volume: (k * 7) % 11 }])));
  await terminal.open("market");
  await page.keyboard.press("/");
  const find = page.locator(".market-filter input");
  await expect(find).toBeFocused();
  await find.fill(family.toLowerCase());
  await page.getByRole("button", { name: "Months", exact: true }).click();
  await page.locator(".market-filter select").selectOption(family);
  const shown = page.locator("tr[data-symbol]");
  await expect(shown).toHaveCount(months.filter((r) => r.contract === family).length);
  await page.getByRole("button", { name: "Volume" }).click();
  await expect(page.locator("th.m-volume")).toHaveAttribute("aria-sort", "descending");
  const volumes = async () =>
    (await page.locator("td.m-volume").allInnerTexts()).map((text) => Number(text.replaceAll(",", "")));
  const before = await volumes();
  expect(before).toEqual(before.toSorted((a, b) => b - a));
  for (const part of [`.find=${family.toLowerCase()}`, ".kind=months", `.family=${family}`, ".sort=-volume"])
    expect(page.url()).toContain(part);
  const pasted = page.url();
  await page.goto(pasted);
  await terminal.settled();
  await expect(page.locator("th.m-volume")).toHaveAttribute("aria-sort", "descending");
  await expect(shown).toHaveCount(months.filter((r) => r.contract === family).length);
  await page.getByRole("button", { name: "Volume" }).press("Enter");
  await expect(page.locator("th.m-volume")).toHaveAttribute("aria-sort", "ascending");
  await page.getByRole("button", { name: "Volume" }).press("Enter");
  await expect(page.locator(".market-family")).toHaveCount(1);

  // One tab stop: arrows move, Enter trades.
  const stop = page.locator('tr[data-symbol][tabindex="0"]');
  await expect(stop).toHaveCount(1);
  await tabTo(page, stop);
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowDown");
  const second = months.filter((r) => r.contract === family)[1]!.symbol;
  await expect(page.locator("tr[data-symbol]:focus")).toHaveAttribute("data-symbol", second);
  await page.keyboard.press("Enter");
  await expect(page.locator(".trade-strip h2")).toHaveText(second);
  await page.goBack();
  await terminal.settled();
  await page.locator(".market-family button").first().press("Enter");
  await expect(page.locator('.products-head [aria-pressed="true"]')).toContainText(family);
  await page.goBack();
  await terminal.settled();
  const row = page.locator("tr[data-symbol] th a").first();
  await row.click();
  await expect(page).toHaveURL(/page=trade/);
});

test("UI-MKT-005 UI-SHL-005 addresses from before lead to the pages that show it now", async ({ terminal }) => {
  const { page } = terminal;
  const rows = await ask<Row[]>("v1/instruments");
  const symbol = rows.find((r) => !r.spread)!.symbol;
  for (const [query, shows] of [
    [`i=${symbol}&tab=order&account=110`, ".trade-ticket"],
    [`i=${symbol}&tab=quote&account=101`, "#trade-quotes"],
  ] as const) {
    await terminal.open("market", english, query);
    await expect(page.locator(shows)).toBeVisible();
    await expect(page.locator(".trade-strip h2")).toHaveText(symbol);
  }
  const [index] = (await ask<{ index: string; day: string | null }[]>("v1/indexes")).filter((x) => x.day !== null);
  await terminal.open("market", chinese, `ix=${index!.index}`);
  await expect(page.locator("main.indices, main")).toContainText(index!.index);
  await expect(page).toHaveURL(/page=indices/);
  for (const tab of ["bulletin", "statement"]) {
    await terminal.open("market", english, `tab=${tab}&account=110`);
    await expect(page.locator(`#market-tab-${tab}`)).toHaveAttribute("aria-selected", "true");
    await expect(page.locator("#market-paper table").first()).toBeVisible();
  }
});
