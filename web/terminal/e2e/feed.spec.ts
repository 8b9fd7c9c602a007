// What the page does when the feed is silent, cut, broken and back.
import { Feed } from "./support/feed";
import { ask, expect, test } from "./support/test";
import { comeAndGo, funded, sentOrders, tradable } from "./support/trading";
import { workspace } from "./support/workspace";

test("UI-SAFE-009 UI-STA-003 UI-SHL-002 a silent feed greys what it told with its age, and nothing is sent until it is back", async ({
  terminal,
}) => {
  const { page } = terminal;
  const feed = await Feed.of(page);
  const w = await workspace(terminal, await tradable(), 114);
  await w.price.fill(w.low);
  const keys = w.ticket.locator(".trade-actions button");
  await expect(keys.first()).toBeEnabled();
  const last = await page.locator(".trade-last b").innerText();
  const sent = sentOrders(page);
  const chip = page.locator(".feed");
  await expect(chip).toHaveAttribute("data-fresh", "fresh");

  feed.silence();
  // Late first, then old.
  await expect(chip).toHaveAttribute("data-fresh", "slow", { timeout: 4000 });
  await expect(page.locator("#trade-ladder")).toHaveAttribute("data-stale", "true", { timeout: 6000 });
  for (const id of ["trade-watch", "trade-chart", "trade-ladder", "trade-account", "tape"]) {
    await expect(page.locator(`#${id}`)).toHaveAttribute("data-stale", "true");
    await expect(page.locator(`#${id} .panel-head`)).toContainText(/\d+ s/);
  }
  await expect(page.locator(".trade-strip")).toHaveAttribute("data-stale", "true");
  expect(await page.locator("#trade-watch .panel-body").evaluate((e) => getComputedStyle(e).filter)).toContain("grayscale");
  await expect(page.locator(".trade-last b")).toHaveText(last);
  await expect(chip).toHaveAttribute("data-fresh", "stale");
  for (const key of await keys.all()) await expect(key).toBeDisabled();
  await w.price.press("Enter");
  expect(sent).toEqual([]);

  feed.restore();
  await expect(page.locator("#trade-ladder")).not.toHaveAttribute("data-stale", "true", { timeout: 10_000 });
  await expect(keys.first()).toBeEnabled();
});

test("UI-STA-003 a venue that never speaks grows old as one that falls silent, and is fresh when it speaks", async ({
  terminal,
}) => {
  const { page } = terminal;
  const feed = await Feed.of(page);
  feed.silence();
  await terminal.open("clearing");
  const panel = page.locator("#clearing-overview");
  await expect(panel).toHaveAttribute("data-stale", "true", { timeout: 8000 });
  await expect(panel.locator(".badge.bad").first()).toContainText(/\d+ s old/);
  feed.restore();
  await expect(panel).not.toHaveAttribute("data-stale", "true", { timeout: 20_000 });
});

test("UI-SAFE-009 UI-STA-005 a cut line is told, and the book is right when it is back", async ({ terminal }) => {
  const { page } = terminal;
  const feed = await Feed.of(page);
  const month = await tradable();
  await workspace(terminal, month, 114);
  await feed.cut();
  const lost = page.locator(".banner", { hasText: "Connection lost" });
  await expect(lost).toBeVisible();
  await expect(page.locator("#trade-ladder")).toHaveAttribute("data-stale", "true", { timeout: 6000 });
  feed.restore();
  await expect(lost).toHaveCount(0);
  await expect(page.locator("#trade-ladder")).not.toHaveAttribute("data-stale", "true");
  // The venue goes on trading: the page must show one of the books that it has had since.
  const best = async () => {
    const book = await ask<{ bids: { price: string }[]; asks: { price: string }[] }>(`v1/depth/${month.symbol}`);
    return { bid: book.bids[0]?.price ?? "–", ask: book.asks[0]?.price ?? "–" };
  };
  await expect(async () => {
    const before = await best();
    const shown = await page.locator(".trade-rows .trade-level").evaluateAll((rows) => {
      const of = (cell: string) =>
        rows.filter((r) => r.querySelector(cell)!.textContent !== "").map((r) => r.querySelector(".price")!.textContent!);
      return { bid: of(".lots.bid")[0], ask: of(".lots.ask").at(-1) };
    });
    const after = await best();
    if (shown.bid !== undefined) expect([before.bid, after.bid]).toContain(shown.bid);
    if (shown.ask !== undefined) expect([before.ask, after.ask]).toContain(shown.ask);
    expect(shown.bid ?? shown.ask).toBeDefined();
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
  await workspace(terminal, month, account);
  await expect(page.locator(".trade-rows")).toBeVisible();
  const before = asked.length;
  drop = 1;
  // The first change is lost, and the next one does not follow what the page has. What comes and goes between two looks of
  // the venue's pump is no change.
  await expect(async () => {
    await comeAndGo(month, account);
    expect(asked.length).toBeGreaterThan(before);
  }).toPass({ timeout: 30_000, intervals: [250] });
  await expect(page.locator("#trade-ladder .note.warn")).toHaveCount(0);
});

test("UI-STA-004 what cannot be had says what, why and asks again when asked to, and the rest goes on", async ({ terminal }) => {
  const { page } = terminal;
  let broken = true;
  await page.route(/\/v1\/accounts\/\d+\/positions$/, (route) => (broken ? route.abort() : route.fallback()));
  const month = await tradable();
  await workspace(terminal, month, 114);
  const failed = page.locator("#trade-account .state.error");
  await expect(failed).toContainText("Positions could not be read");
  await expect(failed).toContainText("does not answer");
  await expect(page.locator(`[data-q="last:${month.symbol}"]`).first()).not.toBeEmpty();
  await expect(page.locator(".trade-rows")).toBeVisible();
  broken = false;
  await failed.getByRole("button", { name: "Try again" }).click();
  await expect(failed).toHaveCount(0);
  await expect(page.locator(".trade-funds")).toBeVisible();
});
