// The Trade workspace: orders by ladder, ticket and keys, each with its consequence, its safety and its answer.
import { Feed } from "./support/feed";
import { chinese, english, expect, test, ask, type Look, type Terminal } from "./support/test";
import { liveOrders, sentOrders, tradable, type Month } from "./support/trading";

const account = { ladder: 110, ticket: 111, keys: 112, refused: 113, cancel: 114, phone: 115, killed: 109 };

async function workspace(terminal: Terminal, month: Month, who: number, look: Look = english, query = "") {
  await terminal.open("trade", look, `i=${month.symbol}&account=${who}${query}`);
  const { page } = terminal;
  const ladder = page.locator(".trade-ladder");
  const ticket = page.locator(".trade-ticket");
  return {
    page,
    ladder,
    ticket,
    arm: page.locator(".trade-arm"),
    lots: ticket.locator(".trade-fields input").nth(1),
    price: ticket.locator(".trade-fields input").first(),
    buy: ticket.locator(".trade-actions .trade-buy"),
    said: ticket.locator(".trade-said"),
    // Far below the market and inside the limits: it rests.
    low: await far(month),
  };
}

/** A price on the tick, a little above the lower limit. */
async function far(month: Month): Promise<string> {
  const rows = await ask<{ symbol: string; tickSize: string }[]>("v1/instruments");
  const tick = Number(rows.find((r) => r.symbol === month.symbol)!.tickSize);
  const ticks = Math.ceil(Number(month.limitLow) / tick) + 5;
  return (ticks * tick).toFixed(month.priceDecimals);
}

const prices = (terminal: Terminal) => terminal.page.locator(".trade-rows .price").allInnerTexts();

test("UI-TRD-001 UI-SAFE-002 the ladder's prices stand still under the pointer, and Space brings the market to the middle", async ({
  terminal,
}) => {
  const month = await tradable();
  const { page, ladder } = await workspace(terminal, month, account.ladder);
  await expect(ladder).toBeVisible();
  const before = await prices(terminal);
  expect(before.length).toBeGreaterThanOrEqual(11);
  await ladder.hover();
  await page.waitForTimeout(1500);
  expect(await prices(terminal)).toEqual(before);
  await page.locator(".trade-strip h2").click();
  await page.keyboard.press("Space");
  const middle = page.locator(".trade-level.at-last");
  await expect(middle).toHaveCount(1);
});

test("UI-TRD-002 UI-SAFE-001 UI-SAFE-004 a click fills the ticket until the ladder is armed, then sends one order; another month disarms", async ({
  terminal,
}) => {
  const month = await tradable();
  const w = await workspace(terminal, month, account.ladder);
  const sent = sentOrders(w.page);
  // The lowest row whose price lies inside the limits.
  const cell = w.page.locator(".trade-rows .trade-level:not(.outside) .lots.bid").last();
  const price = await w.page.locator(".trade-rows .trade-level:not(.outside) .price").last().innerText();
  await cell.click();
  await expect(w.price).toHaveValue(price.replaceAll(",", ""));
  expect(sent).toHaveLength(0);
  await w.arm.click();
  await expect(w.arm).toHaveAttribute("aria-pressed", "true");
  // Both halves of the double click at once, however slow the machine is.
  await cell.evaluate((e) => {
    for (let half = 0; half < 2; half++) {
      e.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true }));
      (e as HTMLElement).click();
    }
  });
  await expect(w.said).toContainText(/Order [\d,]+: (resting|filled|partly filled)/);
  expect(sent).toHaveLength(1);
  expect(sent[0]).toMatchObject({ side: "buy", price: price.replaceAll(",", ""), symbol: month.symbol });
  await w.page.locator('.trade-watch tr[tabindex="-1"]').first().click();
  await expect(w.arm).toHaveAttribute("aria-pressed", "false");
  await expect(w.page.locator(".trade-hint")).toContainText("another month");
});

test("UI-TRD-005 the venue's consequences stand beside the ticket before anything is sent", async ({ terminal }) => {
  const month = await tradable();
  const w = await workspace(terminal, month, account.ticket);
  const sent = sentOrders(w.page);
  await w.price.fill(w.low);
  await w.lots.fill("2");
  const after = w.page.locator(".trade-consequence");
  await expect(after.locator("caption")).toContainText(/as of [\d,]+/);
  await expect(after.getByRole("row", { name: /To the price limit/ })).toContainText(/ticks/);
  await expect(after.getByRole("row", { name: /Margin after/ }).locator("td").first()).toHaveText(/^[\d,]+\.\d\d$/);
  await expect(after.getByRole("row", { name: /Free after/ }).locator("td").first()).toHaveText(/^-?[\d,]+\.\d\d$/);
  expect(sent).toHaveLength(0);
});

test("UI-TRD-006 UI-SAFE-005 a slip of the finger is held with its value and limit, and sent only when asked again", async ({
  terminal,
}) => {
  const month = await tradable();
  const w = await workspace(terminal, month, account.ticket);
  const sent = sentOrders(w.page);
  await w.page.getByText("My limits before sending").click();
  await w.page.locator("details .trade-fields input").nth(1).fill("3");
  await w.price.fill(w.low);
  await w.lots.fill("4");
  await w.buy.click();
  const held = w.page.locator(".trade-held");
  await expect(held).toContainText("4 lots are more than your limit of 3");
  expect(sent).toHaveLength(0);
  await held.getByRole("button", { name: "Buy anyway" }).click();
  await expect(w.said).toContainText(/Order [\d,]+/);
  expect(sent).toHaveLength(1);
});

test("UI-TRD-005 UI-SAFE-008 a refusal is foreseen, and kept in the log with code, value and limit in Chinese", async ({
  terminal,
}) => {
  const month = await tradable();
  const w = await workspace(terminal, month, account.refused, chinese, "&.tab=log");
  await w.price.fill(String(Number(month.limitHigh) * 2));
  await w.lots.fill("1");
  await expect(w.page.locator(".trade-consequence .warn").first()).toContainText("价格高于涨停价");
  await w.buy.click();
  const anyway = w.page.locator(".trade-held button");
  if (await anyway.isVisible()) await anyway.click();
  const log = w.page.locator(".trade-log");
  await expect(log).toContainText("PRICE_ABOVE_LIMIT");
  await expect(log).toContainText("2103");
  await expect(log).toContainText(month.limitHigh);
});

test("UI-TRD-011 UI-SAFE-006 the first Escape disarms and says so, the second cancels all", async ({ terminal }) => {
  const month = await tradable();
  const w = await workspace(terminal, month, account.cancel, english, "&.tab=orders");
  await w.price.fill(w.low);
  await w.buy.click();
  await expect(w.said).toContainText(/resting/);
  await expect(w.page.locator(".trade-orders tbody tr")).not.toHaveCount(0);
  await w.page.locator(".trade-strip h2").click();
  await w.page.keyboard.press("Escape");
  await expect(w.page.locator(".trade-safety [role=status]")).toContainText("Esc again");
  await w.page.waitForTimeout(800);
  await expect(w.page.locator(".trade-safety [role=status]")).toHaveText("");
  await w.page.keyboard.press("Escape");
  await w.page.keyboard.press("Escape");
  await expect(w.said).toContainText(/orders taken off/);
  await expect(async () => {
    const left = (await liveOrders(account.cancel)) as unknown as { symbol: string }[];
    expect(left.filter((o) => o.symbol === month.symbol)).toHaveLength(0);
  }).toPass({ timeout: 10_000 });
  await expect(w.page.getByRole("button", { name: /Cancel on disconnect: off/ })).toBeVisible();
});

test("UI-TRD-003 UI-TRD-004 three keys show live prices and closable lots, and wait until armed", async ({ terminal }) => {
  const month = await tradable();
  const w = await workspace(terminal, month, account.keys);
  const keys = w.page.locator(".trade-keys");
  await expect(keys.locator(".trade-buy")).toBeDisabled();
  await expect(keys.locator(`[data-q="ask:${month.symbol}"]`)).toHaveText(/^(–|-?[\d,.]+)$/);
  await w.arm.click();
  await expect(keys.locator(".trade-buy")).toBeEnabled();
});

test("UI-TRD-012 positions are told by leg with today's and carried lots, both results and margin", async ({
  terminal,
}) => {
  const month = await tradable();
  const w = await workspace(terminal, month, account.keys);
  const rows = w.page.locator(".trade-positions tbody tr");
  const told = await ask<{ positions: { symbol: string; lots: number }[] }>(`v1/accounts/${account.keys}/positions`);
  if (told.positions.length > 0) {
    await expect(rows.first()).toBeVisible();
    await expect(rows.first()).toContainText(/\d+\/\d+/);
  }
  await expect(w.page.locator(".trade-funds tbody tr").first()).toBeVisible();
});

test("UI-TRD-015 a layout of one's own is kept, and a panel of another colour follows another month", async ({
  terminal,
}) => {
  const month = await tradable();
  const w = await workspace(terminal, month, account.keys);
  await w.page.getByRole("button", { name: "Arrange panels" }).click();
  await w.page.getByLabel("Name of a new layout").fill("My desk");
  await w.page.getByRole("button", { name: "Save as" }).click();
  await expect(w.page.locator(".trade-layouts select").first()).toHaveValue("My desk");
  await w.page.locator("#trade-chart .trade-link").click();
  await w.page.locator('.trade-watch tr[tabindex="-1"]').first().click();
  await w.page.reload();
  await expect(w.page.locator(".trade-layouts select").first()).toHaveValue("My desk");
  await expect(w.page.locator("#trade-chart .trade-link")).toHaveText("B");
});

test("UI-TRD-017 an alert on the last price becomes true and is told", async ({ terminal }) => {
  const month = await tradable();
  const w = await workspace(terminal, month, account.keys, english, "&.lay=execution");
  const form = w.page.locator(".trade-alert-form");
  await form.locator("input").fill("0.001");
  await form.getByRole("button", { name: "Add" }).click();
  await expect(w.page.locator(".trade-news")).toContainText("last price at or above 0.001");
  await expect(w.page.locator("#trade-alerts")).toContainText("true now");
});

test("UI-TRD-008 the spread matrix leads to the ticket of a spread", async ({ terminal }) => {
  const month = await tradable();
  const w = await workspace(terminal, month, account.keys, english, "&.lay=spread");
  await expect(w.page.locator("#trade-spreads")).toBeVisible();
  const quote = w.page.locator(".trade-quote").first();
  if ((await quote.count()) === 0) return;
  await quote.click();
  await expect(w.page.locator(".trade-name h2")).toContainText("/");
  await expect(w.price).not.toHaveValue("");
});

test("UI-TRD-001 on a phone the three keys stand at the foot and the ticket is a sheet", async ({ terminal }) => {
  const month = await tradable();
  await terminal.page.setViewportSize({ width: 390, height: 844 });
  const w = await workspace(terminal, month, account.phone);
  await expect(w.page.locator(".trade-foot")).toBeVisible();
  await w.page.locator(".trade-foot .trade-buy").click();
  await expect(w.page.locator("dialog.trade-sheet")).toBeVisible();
  const wide = await w.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(wide).toBeLessThanOrEqual(0);
});

test("UI-TRD-002 UI-SAFE-009 an old feed disarms, and neither ladder nor ticket nor keys send until it is back", async ({
  terminal,
}) => {
  const feed = await Feed.of(terminal.page);
  const month = await tradable();
  const w = await workspace(terminal, month, account.keys);
  await w.price.fill(w.low);
  await w.arm.click();
  const sent = sentOrders(w.page);
  feed.silence();
  await expect(w.arm).toHaveAttribute("aria-pressed", "false", { timeout: 8000 });
  await expect(w.arm).toBeDisabled();
  await expect(w.buy).toBeDisabled();
  await expect(w.page.locator(".trade-hint")).toContainText("older than 3 s");
  await w.page.locator(".trade-rows .trade-level:not(.outside) .lots.bid").last().click();
  expect(sent).toHaveLength(0);
  feed.restore();
  await expect(w.arm).toBeEnabled({ timeout: 10_000 });
  await expect(w.arm).toHaveAttribute("aria-pressed", "false");
});

test("UI-TRD-011 UI-SAFE-006 the kill switch must be held a second; it shuts the account and can be released", async ({ terminal }) => {
  const month = await tradable();
  const w = await workspace(terminal, month, account.killed);
  const status = w.page.locator(".trade-safety [role=status]");
  await w.page.locator(".trade-strip h2").click();
  await w.page.keyboard.down("Shift");
  await w.page.keyboard.down("Escape");
  await w.page.waitForTimeout(300);
  await w.page.keyboard.up("Escape");
  await w.page.waitForTimeout(1200);
  await expect(status).toHaveText("");
  await w.page.keyboard.down("Escape");
  await expect(status).toContainText("no new order is taken", { timeout: 8000 });
  await w.page.keyboard.up("Escape");
  await w.page.keyboard.up("Shift");
  await w.page.getByRole("button", { name: "Release" }).click();
  await expect(status).toHaveText("");
});
