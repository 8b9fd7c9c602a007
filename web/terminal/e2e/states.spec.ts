// Panels before anything has come, with nothing in them, failed and with a message missed.
import { Feed } from "./support/feed";
import { enter } from "./support/states";
import { chinese, english, expect, test, venue } from "./support/test";
import { tradable } from "./support/trading";

const address = (page: string, query: string) => `${venue()}/?page=${page}&lang=en&theme=dark&conv=intl&${query}`;

test("UI-STA-001 what is loading keeps its place, and says after two seconds what is awaited", async ({ terminal }) => {
  const { page } = terminal;
  const month = await tradable();
  const feed = await Feed.of(page);
  feed.alter((text) => (/"channel":"(board|orders|fills|depth|trades|bars)/.test(text) ? null : text));
  let open: () => void = () => undefined;
  const held = new Promise<void>((go) => (open = go));
  await page.route(/\/v1\/instruments$/, async (route) => {
    await held;
    await route.fallback();
  });
  await page.goto(address("market", "i=none"));
  const board = page.locator("#board");
  const bars = board.locator('.skeleton[aria-busy="true"]');
  await expect(bars).toBeVisible();
  const early = await bars.innerText();
  expect(early).not.toContain("Waiting for");
  const before = (await board.boundingBox())!;
  await expect(bars).toContainText("Waiting for Board from the venue", { timeout: 4000 });
  open();
  await expect(board.locator("tr[data-symbol]").first()).toBeVisible({ timeout: 15_000 });
  const after = (await board.boundingBox())!;
  expect(Math.abs(after.x - before.x) + Math.abs(after.y - before.y)).toBeLessThanOrEqual(1);
  expect(Math.abs(after.width - before.width) + Math.abs(after.height - before.height)).toBeLessThanOrEqual(1);
  expect(month.symbol).toBeTruthy();
});

test("UI-STA-002 what is empty says why, and what to do next", async ({ terminal }) => {
  const { page } = terminal;
  // A filter that nothing passes offers the way back, in either language.
  for (const look of [english, chinese]) {
    await terminal.open("market", look, ".find=zzz");
    const empty = page.locator("#board .state");
    await expect(empty).toContainText(look.lang === "en" ? "passes the filter" : "没有符合");
    await empty.getByRole("button").click();
    await expect(page.locator("#board tr[data-symbol]").first()).toBeVisible();
  }
  // A venue with nothing in it.
  const bring = await enter(page, "empty");
  await terminal.open("market");
  await bring();
  await expect(page.locator("#board .state")).toContainText("needs a calendar, margins and a first print");
  await terminal.open("trade");
  await expect(page.locator("main")).toContainText("Sign in with one that may trade");
});

test("UI-STA-004 each panel fails alone: the reason, the code, and a way to ask again", async ({ terminal }) => {
  const { page } = terminal;
  let broken = true;
  await page.route(/\/v1\/bulletins$/, (route) => {
    if (!broken) return route.fallback();
    const error = { code: "INTERNAL", num: 1000, message: "The venue failed to answer; nothing is known about the request." };
    return route.fulfill({ status: 500, json: { error: { ...error, field: null, given: null, limit: null } } });
  });
  await terminal.open("market", english, "tab=bulletin");
  const failed = page.locator(".state.error");
  await expect(failed).toContainText("Bulletin could not be read");
  await expect(failed).toContainText("INTERNAL 1000");
  await terminal.turn(chinese);
  await expect(failed).toContainText("INTERNAL 1000");
  await expect(failed).toContainText("交易所未能答复");
  await page.getByRole("tab", { name: "行情表" }).click();
  await expect(page.locator("#board tr[data-symbol]").first()).toBeVisible();
  await page.getByRole("tab", { name: "结算日报" }).click();
  await expect(failed).toContainText("INTERNAL 1000");
  broken = false;
  await failed.getByRole("button").click();
  await expect(failed).toHaveCount(0);
});

test("UI-STA-004 what failed is not told as empty, and no page waits without end", async ({ terminal }) => {
  const { page } = terminal;
  await enter(page, "error");
  for (const [name, query] of [["operations", ""], ["clearing", ".tab=member"], ["clearing", ".tab=trace"]] as const) {
    await terminal.open(name, english, query);
    await expect(page.locator("main .state.error").first()).toContainText("The venue failed (INTERNAL 1000)");
    await expect(page.locator("main")).not.toContainText("no members");
  }
});
