// The Trade workspace: orders by ladder, ticket and keys, each with its consequence, its safety and its answer.
import { Feed } from "./support/feed";
import { ask, chinese, english, expect, test, type Terminal } from "./support/test";
import { liveOrders, sentOrders, tradable } from "./support/trading";
import { holds, kept, pin, workspace } from "./support/workspace";

const account = { ladder: 110, ticket: 111, keys: 112, refused: 113, cancel: 114, phone: 115, killed: 109 };

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

test("UI-TRD-006 each kind of order is placed from the ticket with what it means", async ({ terminal }) => {
  const { page } = terminal;
  const month = await tradable();
  const sent = await kept(page);
  const w = await workspace(terminal, month, account.ticket);
  const [type, life] = [w.ticket.locator("select").first(), w.ticket.locator("select").nth(1)];
  const kinds = [
    ["limit", "day", {}, { price: w.low }],
    ["limit", "fak", {}, { price: w.low }],
    ["limit", "fok", {}, { price: w.low }],
    ["limit", "gtc", { postOnly: true }, { price: w.low, postOnly: true }],
    ["market-to-limit", "day", {}, {}],
    ["stop", "day", { stopPrice: w.low }, { stopPrice: w.low }],
    ["stop-limit", "gtc", { stopPrice: w.low }, { price: w.low, stopPrice: w.low }],
  ] as const;
  for (const [kind, until, more, told] of kinds) {
    await type.selectOption(kind);
    await life.selectOption(until);
    if ("price" in told) await w.ticket.getByLabel("Price", { exact: true }).fill(w.low);
    if ("stopPrice" in more) await w.ticket.getByLabel("Stop price").fill(w.low);
    if ("postOnly" in more) await w.ticket.getByLabel("Post only").check();
    const before = sent.length;
    await w.buy.click();
    const held = page.locator(".trade-held button");
    const count = async () => {
      if (await held.isVisible()) await held.click();
      return sent.length;
    };
    await expect.poll(count, { message: `${kind} ${until}` }).toBe(before + 1);
    expect(sent.at(-1)!.body).toMatchObject({ side: "buy", type: kind, timeInForce: until, lots: 1, ...told });
    expect("price" in sent.at(-1)!.body).toBe("price" in told);
    if ("postOnly" in more) await w.ticket.getByLabel("Post only").uncheck();
  }
});

test("UI-TRD-007 own orders, stops and the average cost stand on the chart, and are said beside it", async ({ terminal }) => {
  const { page } = terminal;
  const month = await tradable();
  const feed = await Feed.of(page);
  await holds(page, account.ticket, [{ symbol: month.symbol, side: "long", lots: 3 }]);
  const of = { clientOrderId: "e2e", symbol: month.symbol, timeInForce: "day", lots: 2, filled: 0, remaining: 2, visible: 2 };
  const flags = { display: null, expires: null, postOnly: false, closeOnly: false, hedge: false, quote: false };
  const rest = { order: 71, side: "buy", type: "limit", status: "resting", price: month.limitLow, stopPrice: null };
  const stop = { order: 72, side: "sell", type: "stop", status: "sleeping", price: null, stopPrice: month.limitHigh };
  feed.alter((text) => {
    const frame = JSON.parse(text) as { channel: string; type?: string };
    if (frame.channel !== `orders:${account.ticket}`) return text;
    const data = [rest, stop].map((o) => ({ ...of, ...flags, ...o }));
    return frame.type === "snapshot" ? JSON.stringify({ ...frame, data }) : null;
  });
  await workspace(terminal, month, account.ticket);
  const lines = page.locator(".trade-lines");
  await expect(lines.locator('[data-line="buy"]')).toHaveText(`Buy 2 ${month.limitLow}`);
  await expect(lines.locator('[data-line="sell"]')).toHaveText(`Sell 2 ${month.limitHigh}`);
  await expect(lines.locator('[data-line="cost"]')).toHaveText("Long 3 1.0");
  // Beside them stand both limits, the settlement and, after a trade, the day's average.
  await expect(page.locator(".trade-candles")).toHaveAttribute("data-lines", /^[67]$/);
});

interface Told {
  price: string;
  lots: number;
  aggressor: "buy" | "sell" | "auction";
  nature: string;
  natureZh: string;
  origin: string;
}

test("UI-TRD-009 time and sales say who came in, and what it did to positions, in both languages", async ({ terminal }) => {
  const { page } = terminal;
  const month = await tradable();
  await workspace(terminal, month, account.keys);
  for (const look of [english, chinese]) {
    await terminal.turn(look);
    const shown = await page.locator("#tape tbody tr").evaluateAll((rows) =>
      rows.slice(0, 10).map((row) => {
        const [, price, lots, side, nature] = [...(row as HTMLTableRowElement).cells].map((c) => c.innerText.trim());
        const said = (row as HTMLTableRowElement).cells[3]!.title;
        return [price, lots, said, side!.replace(said, "").trim(), nature].join("|");
      }),
    );
    expect(shown.length).toBeGreaterThan(0);
    const told = await ask<Told[]>(`v1/trades/${month.symbol}?limit=200`);
    const zh = look.lang === "zh";
    const sides = zh ? { buy: "买", sell: "卖", auction: "竞价" } : { buy: "buy", sell: "sell", auction: "auction" };
    const glyphs = { buy: "▲", sell: "▼", auction: "◆" };
    // The price of a spread's leg is agreed, not discovered, and said to be so.
    const leg = (t: Told) => (t.origin === "spread leg" ? (zh ? " （腿）" : " (leg)") : "");
    const nature = (t: Told) => `${zh ? t.natureZh : t.nature}${leg(t)}`;
    const possible = told.map((t) => [t.price, t.lots, sides[t.aggressor], glyphs[t.aggressor], nature(t)].join("|"));
    for (const line of shown) expect(possible).toContain(line);
  }
});

test("UI-TRD-013 an auction shows its state, its indicative price and lots, and who is left over", async ({ terminal }) => {
  const { page } = terminal;
  const month = await tradable();
  const feed = await Feed.of(page);
  const price = month.last ?? month.previousSettlement;
  const auction = { phase: "volatility auction", phaseCause: "dynamic band", phaseUntil: "2026-04-15T20:00:00Z" };
  await pin(page, feed, {
    [month.symbol]: { ...auction, indicativePrice: price, indicativeLots: 1234, indicativeSurplus: -7 },
  });
  await workspace(terminal, month, account.keys, english, "&.lay=auction");
  await expect(page.locator(".trade-strip")).toContainText("Volatility auction");
  const strip = page.locator("#trade-ladder .phase-strip");
  await expect(strip).toContainText("price left the dynamic band");
  await expect(strip).toContainText(`${price} × 1,234`);
  await expect(strip).toContainText("7 more sold");
  const row = page.locator(".trade-auction tbody tr", { hasText: month.symbol });
  await expect(row.locator(`[data-q="indicative:${month.symbol}"]`)).toHaveText(price);
  await expect(row).toContainText("1,234");
});
