// Every key of the workspace and the shell: what it does, that it waits while something is typed, and that it may be changed.
import { Feed } from "./support/feed";
import type { Page } from "@playwright/test";
import { ask, chinese, english, expect, test } from "./support/test";
import { tradable, type Month } from "./support/trading";
import { far, holds, kept, pin, ticksOn, workspace } from "./support/workspace";

const account = 110;

interface Listed extends Month {
  tickSize: string;
  contract: string;
  spread: object | null;
}

/** A month that trades and its neighbour, both with a bid and an ask that stand still. */
async function standing(page: Page) {
  const month = (await tradable()) as Listed;
  const rows = await ask<Listed[]>("v1/instruments");
  const other = rows.find((r) => r.contract === month.contract && !r.spread && r.symbol !== month.symbol)!;
  const quotes = (r: Listed) => ({
    bid: ticksOn(r.last ?? r.previousSettlement, r.tickSize, -1, r.priceDecimals),
    ask: ticksOn(r.last ?? r.previousSettlement, r.tickSize, 1, r.priceDecimals),
    phase: "continuous",
  });
  const feed = await Feed.of(page);
  const [near, next] = [quotes(month), quotes(other)];
  await pin(page, feed, { [month.symbol]: near, [other.symbol]: next });
  // What the laboratory's trader has in the book would hold an order that meets it.
  const pinned = feed.changes();
  feed.alter((text) => {
    const frame = JSON.parse(text) as { channel: string; type?: string };
    if (frame.channel !== `orders:${account}`) return pinned(text);
    return frame.type === "snapshot" ? JSON.stringify({ ...frame, data: [] }) : null;
  });
  return { month, other, near, next };
}

test("UI-KEY-002 UI-KEY-003 UI-KEY-004 UI-KEY-005 UI-KEY-009 keys order, close, turn round, choose lots and cancel", async ({
  terminal,
}) => {
  const { page } = terminal;
  const { month, other, near, next } = await standing(page);
  const sent = await kept(page);
  await holds(page, account, [
    { symbol: month.symbol, side: "long", lots: 3 },
    { symbol: other.symbol, side: "short", lots: 2 },
  ]);
  const w = await workspace(terminal, month, account);
  await w.rest.click();
  await page.keyboard.press("Space");
  const rows = page.locator(".trade-rows .trade-level");
  const middle = Math.floor((await rows.count()) / 2);
  await expect(rows.nth(middle)).toHaveClass(/at-last/);

  // Not armed: the ticket is filled, nothing goes out.
  await page.keyboard.press("b");
  await expect(w.price).toHaveValue(near.bid);
  await page.keyboard.press("Shift+B");
  await expect(w.price).toHaveValue(near.ask);
  await page.keyboard.press("c");
  await page.keyboard.press("r");
  expect(sent).toEqual([]);

  await page.keyboard.press("3");
  await expect(w.lots).toHaveValue("5");
  await page.keyboard.press("0");
  await expect(w.lots).toHaveValue("3");
  await page.keyboard.press("1");

  await w.arm.click();
  await w.rest.click();
  const last = () => sent.at(-1)?.body;
  for (const [key, side, price] of [
    ["b", "buy", near.bid],
    ["Shift+B", "buy", near.ask],
    ["s", "sell", near.ask],
    ["Shift+S", "sell", near.bid],
  ] as const) {
    const before = sent.length;
    await page.keyboard.press(key);
    await expect.poll(() => sent.length, { message: key }).toBe(before + 1);
    expect(last()).toMatchObject({ account, symbol: month.symbol, side, price, lots: 1, type: "limit" });
  }
  expect(new Set(sent.map((s) => s.body.clientOrderId)).size).toBe(4);

  await page.keyboard.press("c");
  await expect.poll(last).toMatchObject({ symbol: month.symbol, side: "sell", lots: 3, closeOnly: true, price: near.bid });
  // The position in focus comes before that of the ticket.
  await page.locator(`tr[data-position="${other.symbol} short"] button.link`).focus();
  await page.keyboard.press("c");
  await expect.poll(last).toMatchObject({ symbol: other.symbol, side: "buy", lots: 2, closeOnly: true, price: next.ask });
  await page.keyboard.press("r");
  await expect.poll(() => sent.at(-1)).toMatchObject({ path: "v1/positions/reverse", body: { symbol: other.symbol } });
});

test("UI-KEY-009 UI-KEY-008 Enter sends the ticket that has the focus; X cancels the newest order, Shift and X its side", async ({
  terminal,
}) => {
  const { page } = terminal;
  const month = await tradable();
  const sent = await kept(page);
  // Two own orders that the account's channel tells.
  const feed = await Feed.of(page);
  const order = { clientOrderId: "e2e", symbol: month.symbol, type: "limit", timeInForce: "day", status: "resting" };
  // Far from each other and from the market: neither stands in the other's way.
  const prices = { buy: month.limitLow, sell: month.limitHigh };
  const rest = { stopPrice: null, lots: 1, filled: 0, remaining: 1, visible: 1, display: null };
  const flags = { expires: null, postOnly: false, closeOnly: false, hedge: false, quote: false };
  feed.alter((text) => {
    const frame = JSON.parse(text) as { channel: string; type?: string };
    if (frame.channel !== `orders:${account}`) return text;
    if (frame.type !== "snapshot") return null;
    const own = ([["buy", 71], ["sell", 72]] as const).map(([side, n]) => ({ order: n, side, price: prices[side] }));
    const data = own.map((o) => ({ ...order, ...rest, ...flags, ...o }));
    return JSON.stringify({ ...frame, data });
  });
  const w = await workspace(terminal, month, account, english, "&.tab=orders");
  await expect(page.locator(".trade-orders tbody tr")).toHaveCount(2);
  await w.rest.click();
  await page.keyboard.press("x");
  await expect.poll(() => sent.at(-1)).toMatchObject({ method: "DELETE", path: "v1/orders/72" });
  await page.keyboard.press("Shift+X");
  await expect.poll(() => sent.at(-1)).toMatchObject({
    path: "v1/orders/cancel",
    body: { account, symbol: month.symbol, side: "sell" },
  });

  const before = sent.length;
  await w.price.fill(await far(month));
  await w.lots.fill("1");
  // No side was chosen: Enter leads to the choice.
  await w.lots.press("Enter");
  await expect(w.buy).toBeFocused();
  expect(sent).toHaveLength(before);
  await page.keyboard.press("Enter");
  await expect.poll(() => sent.length).toBe(before + 1);
  expect(sent.at(-1)!.body).toMatchObject({ side: "buy", price: w.low });
  // A click on the ladder filled it with a side: Enter in the field sends that one.
  await page.locator(".trade-rows .trade-level:not(.outside) .lots.ask").first().click();
  await w.lots.fill("2");
  await w.lots.press("Enter");
  const held = page.locator(".trade-held button");
  if (await held.isVisible()) await held.click();
  await expect.poll(() => sent.at(-1)!.body).toMatchObject({ side: "sell", lots: 2 });
});

test("UI-KEY-006 UI-KEY-007 UI-KEY-010 UI-KEY-011 UI-A11Y-005 keys move the price and the month, group the depth and freeze", async ({
  terminal,
}) => {
  const { page } = terminal;
  const month = (await tradable()) as Listed;
  const w = await workspace(terminal, month, account);
  const on = (steps: number) => ticksOn(w.low, month.tickSize, steps, month.priceDecimals);
  await w.price.fill(w.low);
  await w.rest.click();
  for (const [key, steps] of [
    ["ArrowUp", 1],
    ["Shift+ArrowUp", 11],
    ["PageUp", 21],
    ["ArrowDown", 20],
    ["Shift+ArrowDown", 10],
    ["PageDown", 0],
    ["Shift+PageUp", 100],
    ["Shift+PageDown", 0],
  ] as const) {
    await page.keyboard.press(key);
    await expect(w.price, key).toHaveValue(on(steps));
  }
  const apart = async () => {
    const [first, second] = await page.locator(".trade-rows .price").allInnerTexts();
    return Math.round((Number(first!.replaceAll(",", "")) - Number(second!.replaceAll(",", ""))) / Number(month.tickSize));
  };
  expect(await apart()).toBe(1);
  await page.keyboard.press("]");
  await expect.poll(apart).toBe(2);
  await page.keyboard.press("]");
  await expect.poll(apart).toBe(5);
  await page.keyboard.press("[");
  await page.keyboard.press("[");
  await expect.poll(apart).toBe(1);

  const symbols = await page.locator(".trade-watch tr[data-symbol]").evaluateAll((all) => all.map((e) => (e as HTMLElement).dataset.symbol));
  const name = page.locator(".trade-strip h2");
  const at = symbols.indexOf(month.symbol);
  const [here, after] = [symbols[at]!, symbols[at + 1]!];
  for (const [forth, back] of [
    ["k", "j"],
    ["ArrowRight", "ArrowLeft"],
  ] as const) {
    await page.keyboard.press(forth);
    await expect(name).toHaveText(after);
    await page.keyboard.press(back);
    await expect(name).toHaveText(here);
  }

  await page.keyboard.press("f");
  const frozen = page.locator(".frozen");
  await expect(frozen).toContainText(/Frozen \d+ s/);
  const numbers = page.locator(".trade-watch");
  const before = await numbers.innerText();
  await page.waitForTimeout(1500);
  expect(await numbers.innerText()).toBe(before);
  await expect(frozen).toContainText(/[1-9]\d* s/);
  // Its own orders are still told.
  await w.price.fill(w.low);
  await w.lots.fill("1");
  await w.buy.click();
  await expect(w.said).toContainText(/resting/);
  await page.getByRole("tab", { name: /^Orders/ }).click();
  const placed = /Order ([\d,]+)/.exec(await w.said.innerText())![1]!.replaceAll(",", "");
  const line = page.locator(`[data-amend="${placed}"]`);
  await expect(line).toBeVisible();
  await line.locator("xpath=following-sibling::button").click();
  await expect(line).toHaveCount(0);
  await w.rest.click();
  await page.keyboard.press("f");
  await expect(frozen).toHaveCount(0);
});

test("UI-KEY-001 UI-KEY-012 UI-TRD-014 the palette finds contracts, pages and every action, by pinyin too; G and comma go", async ({
  terminal,
}) => {
  const { page } = terminal;
  const month = await tradable();
  const w = await workspace(terminal, month, account, chinese);
  const palette = page.locator("dialog.palette");
  const typed = palette.locator("input");
  const first = palette.locator("li").first();
  await page.keyboard.press("Control+k");
  await typed.fill("hq");
  await expect(palette.locator("li", { hasText: "行情" }).first()).toBeVisible();
  await typed.fill(month.symbol.replace("-", "").toLowerCase());
  await expect(first).toContainText(month.symbol);
  await page.keyboard.press("Escape");
  await expect(palette).toHaveCount(0);

  // Whatever the sheet shows is found by its name, and runs.
  await terminal.turn(english);
  await w.rest.click();
  await page.keyboard.press("?");
  const sheet = page.locator("dialog.sheet");
  const here = await sheet.locator("section").last().locator("dd").allInnerTexts();
  const all = await sheet.locator("dd").allInnerTexts();
  expect(all.length).toBeGreaterThan(30);
  for (const name of ["Buy at the best bid", "Reverse the position", "Recentre the ladder", "Hold 1 s: kill switch"])
    expect(all).toContain(name);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Meta+k");
  for (const name of here) {
    await typed.fill(name);
    await expect(first, name).toContainText(name);
  }
  await typed.fill("Price up a tick");
  await page.keyboard.press("Enter");
  await expect(w.price).not.toHaveValue("");
  // What must be held is led to, not done.
  const sent = await kept(page);
  await page.keyboard.press("Control+k");
  await typed.fill("kill switch");
  await page.keyboard.press("Enter");
  await expect(page.locator(".trade-kill")).toBeFocused();
  await page.waitForTimeout(1200);
  expect(sent).toEqual([]);

  await w.rest.click();
  await page.keyboard.press(",");
  await expect(page.locator("main.settings-page")).toBeVisible();
  for (const [letter, name] of [
    ["t", "trade"],
    ["b", "market"],
    ["r", "clearing"],
    ["c", "curve"],
  ] as const) {
    await page.keyboard.press("g");
    await page.keyboard.press(letter);
    await expect(page, letter).toHaveURL(new RegExp(`page=${name}\\b`));
  }
});

test("UI-KEY-013 UI-TRD-014 UI-A11Y-011 no key acts while something is typed; any may be changed, single ones switched off", async ({
  terminal,
}) => {
  const { page } = terminal;
  const month = await tradable();
  const w = await workspace(terminal, month, account);
  const filter = page.locator(".trade-filter");
  await filter.pressSequentially("fbx?");
  await expect(filter).toHaveValue("fbx?");
  await expect(page.locator("dialog[open], .frozen")).toHaveCount(0);
  await expect(w.price).toHaveValue("");

  // Every key of the workspace stands in the settings, and one is given to another letter.
  await filter.fill("");
  await w.rest.click();
  await page.keyboard.press(",");
  const of = (id: string) => page.locator(`[data-key="${id}"]`);
  for (const id of ["trade.buy", "trade.sell", "trade.close", "trade.reverse", "trade.kill", "trade.wider", "shell.freeze"])
    await expect(of(id)).toBeVisible();
  await of("shell.freeze").click();
  await page.keyboard.press("y");
  await expect(page.locator("tr", { has: of("shell.freeze") })).toContainText("Y");
  await page.locator("main h2").first().click();
  await page.keyboard.press("f");
  await expect(page.locator(".frozen")).toHaveCount(0);
  await page.keyboard.press("y");
  await expect(page.locator(".frozen")).toBeVisible();
  await page.keyboard.press("y");
  await expect(page.locator(".frozen")).toHaveCount(0);

  const singles = page.getByRole("group", { name: "Keys without Ctrl or Alt" });
  await singles.getByRole("button", { name: "Off" }).click();
  await page.reload();
  await terminal.settled();
  await page.locator("main h2").first().click();
  await page.keyboard.press("y");
  await page.keyboard.press("?");
  await expect(page.locator(".frozen, dialog[open]")).toHaveCount(0);
  await page.keyboard.press("Control+k");
  await expect(page.locator("dialog.palette")).toBeVisible();
  await page.keyboard.press("Escape");
  await singles.getByRole("button", { name: "On" }).click();
  await page.keyboard.press("?");
  await expect(page.locator("dialog.sheet")).toBeVisible();
});
