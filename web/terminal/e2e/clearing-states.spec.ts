// The clearing page when there is nothing yet, when the venue fails, when the feed is old, and for who may not.
import { Feed } from "./support/feed";
import { grid } from "./support/clearing";
import { enter } from "./support/states";
import { chinese, english, expect, test } from "./support/test";

test("UI-STA-002 of a venue before its first settlement each tab says why it is empty", async ({ terminal }) => {
  const { page } = terminal;
  // Ten documents pass through the test's hands.
  test.setTimeout(120_000);
  await enter(page, "empty");
  await terminal.open("clearing");
  const tabs = page.locator("main.clearing nav button");
  await expect(tabs).toHaveCount(10);
  for (const tab of await tabs.all()) {
    await tab.click();
    await expect(tab).toHaveAttribute("aria-pressed", "true");
    await terminal.settled();
    const why = page.locator("#page .state.muted, #page fieldset .muted").first();
    await expect(why, await tab.innerText()).toBeVisible();
    await expect(page.locator("#page .state.error")).toHaveCount(0);
  }
});

test("UI-STA-004 a panel that fails says what and why and asks again, and the others stand", async ({ terminal }) => {
  const { page } = terminal;
  let broken = true;
  const fault = { code: "INTERNAL", num: 1000, message: "Broken.", field: null, given: null, limit: null };
  await page.route(/v1\/clearing\/stress/, (route) =>
    broken ? route.fulfill({ status: 500, json: { error: fault } }) : route.fallback(),
  );
  await terminal.open("clearing");
  const failed = page.locator("#clearing-worst .state.error");
  await expect(failed).toContainText("INTERNAL 1000");
  await expect(grid(page, "Members").locator("tbody tr").first()).toBeVisible();
  broken = false;
  await failed.getByRole("button").click();
  await expect(grid(page, "losses beyond margin").first().locator("tbody tr").first()).toBeVisible();
  // What was shown stays when it can be asked no more, and says so.
  broken = true;
  await page.getByRole("button", { name: "Refresh" }).first().click();
  await expect(page.locator("#clearing-worst .clearing-old")).toContainText("did not answer");
  await expect(grid(page, "losses beyond margin").first().locator("tbody tr").first()).toBeVisible();
});

test("UI-STA-003 an old feed greys the figures and tells their age", async ({ terminal }) => {
  const { page } = terminal;
  const feed = await Feed.of(page);
  await terminal.open("clearing");
  feed.silence();
  const panel = page.locator("#clearing-overview");
  await expect(panel).toHaveAttribute("data-stale", "true", { timeout: 8000 });
  await expect(panel.locator(".badge.bad").first()).toContainText(/\d+ s old/);
  await expect(grid(page, "Members").locator("tbody tr").first()).toBeVisible();
});

test("UI-SHL-008 a trader sees the page, its actions off, and why", async ({ terminal }) => {
  const { page } = terminal;
  const tess = { user: "tess", participant: "P1", scopes: ["read", "trade"], accounts: [110] };
  const session = { access: "identity", ...tess, until: null };
  const none = { field: null, given: null, limit: null };
  const fault = { code: "FORBIDDEN_SCOPE", num: 1201, message: "That is not allowed.", ...none };
  await page.route(/v1\/session$/, (route) => route.fulfill({ json: session }));
  await page.route(/v1\/clearing\//, (route) => route.fulfill({ status: 403, json: { error: fault } }));
  await terminal.open("clearing");
  await expect(page.locator("#clearing-overview .state")).toContainText("the role clearing");
  for (const [tab, action] of [
    ["whatif", "Compute margins"],
    ["waterfall", "Simulate"],
  ] as const) {
    await terminal.open("clearing", english, `.tab=${tab}`);
    const button = page.getByRole("button", { name: action });
    await expect(button).toBeDisabled();
    await expect(button).toHaveAccessibleDescription(/trader.*the role clearing/);
  }
  await terminal.turn(chinese);
  await expect(page.locator("#waterfall-why")).toContainText("需要结算角色");
});
