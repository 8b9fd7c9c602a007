// The operations page: the board and what is ordered there, four eyes, drafts, market quality, health.
import type { Page } from "@playwright/test";
import type { Draft, Health, OperatingBoard, Proposal, Quality } from "../src/api/operations";
import { axe } from "./support/axe";
import { startIdentityVenue, type IdentityVenue, type Person } from "./support/identity";
import { focusRing, tabTo } from "./support/keyboard";
import { ask, chinese, english, expect, Terminal, test } from "./support/test";

const tabs = ["board", "changes", "designer", "makers", "health"];

test("UI-OPS-004 a month's calendar and state are shown, and it is halted and resumed where its code was typed", async ({
  terminal,
}) => {
  const { page } = terminal;
  const { rows } = await ask<OperatingBoard>("v1/operations/board");
  // The farthest month: no other test needs it to trade.
  const month = rows.filter((r) => r.month !== null && !r.symbol.includes("/")).sort((a, b) => b.month!.localeCompare(a.month!))[0]!;
  await terminal.open("operations", english, `.m=${encodeURIComponent(month.symbol)}`);
  const row = page.locator("#operations-board tr", { hasText: month.symbol }).first();
  const machine = page.locator("#operations-machine");
  const now = machine.locator('[aria-current="step"]');
  await expect(async () => {
    const phase = await row.locator("[data-phase]").getAttribute("data-phase", { timeout: 2000 });
    await expect(now).toHaveAttribute("data-state", phase!, { timeout: 500 });
  }).toPass({ timeout: 20_000 });
  await expect(machine).toContainText(`Calendar ${month.calendar}`);
  await expect(machine.locator(".operations-day li").first()).toContainText(/\d\d:\d\d/);
  await expect(page.locator("#operations-order")).toContainText(/Today [\d.]+ to [\d.]+/);

  const order = page.getByRole("form", { name: `Order for ${month.symbol}` });
  const send = order.locator('button[type="submit"]');
  await order.getByLabel("Reason").fill("e2e-drill");
  await expect(order.locator("#operations-reach")).toContainText(/Reaches|No live order/);
  await expect(send).toHaveAttribute("aria-disabled", "true");
  await send.focus();
  await page.keyboard.press("Enter");
  await expect(order).toContainText(`Type ${month.symbol} first.`);
  const held = async () => (await ask<OperatingBoard>("v1/operations/board")).rows.find((r) => r.symbol === month.symbol)!;
  expect((await held()).phase).not.toBe("halted");

  const what = order.getByLabel("What", { exact: true });
  const halt = await what.inputValue();
  const say = async (state: string) => {
    await what.selectOption(state);
    await order.getByLabel(`Type ${month.symbol} to confirm`).fill(month.symbol);
    await send.click();
  };
  await say(halt);
  await expect(order.getByRole("status")).toContainText("in force: 1");
  await expect(now).toHaveAttribute("data-state", "halted");
  // The venue's day is minutes long: where its own close came in the same moment, the operator halts once more.
  if ((await held()).phaseCause === "calendar") {
    await say("continuous");
    await expect(now).not.toHaveAttribute("data-state", "halted");
    await say(halt);
  }

  await expect(row).toContainText("Halted");
  await expect(now).toHaveAttribute("data-state", "halted");
  await expect(machine.locator("#operations-now")).toContainText("by an operator e2e-drill");
  expect((await held()).note).toBe("e2e-drill");

  await say("continuous");
  await expect(now).not.toHaveAttribute("data-state", "halted");
  await order.getByRole("button", { name: "Draft other limits" }).click();
  await expect(page).toHaveURL(/\.tab=designer/);
});

test("UI-OPS-002 a draft is checked as it is typed, in form and text alike, and compared with the contract in force", async ({
  terminal,
}) => {
  const { page } = terminal;
  await terminal.open("operations", english, ".tab=designer&.from=TK");
  const findings = page.locator("#operations-findings");
  await expect(findings).toContainText("is defined already");
  await page.getByLabel("Code", { exact: true }).fill("TKX");
  const text = page.getByLabel("The whole document (JSON)");
  await expect(text).toHaveValue(/"contract": "TKX"/);
  await expect(findings).toContainText("The market would take it");
  await expect(findings).toContainText("A tick on a lot is worth");

  await page.getByLabel("Largest order, lots").fill("2000000");
  const field = page.locator(".operations-field", { hasText: "Largest order" });
  await expect(field).toContainText("must be a whole number from 1 to 1000000");
  await expect(findings).toContainText("The market would refuse it, faults: 1");
  await expect(findings.getByRole("button", { name: "Propose" })).toHaveAttribute("aria-disabled", "true");
  await field.getByRole("button", { name: "Take 1000000" }).click();
  await expect(text).toHaveValue(/"maxOrderLots": 1000000/);

  await text.fill((await text.inputValue()).replace(/"priceLimit": "[^"]*"/, '"priceLimit": "0.05"'));
  await expect(page.getByLabel("Price limit, fraction")).toHaveValue("0.05");
  const changed = findings.locator("tr", { hasText: "priceLimit" });
  await expect(changed).toContainText("0.05");
  await expect(findings.locator("tr", { hasText: "maxOrderLots" })).toContainText("1000000");
  await expect(findings).toContainText("The market would take it");
  const draft = JSON.parse(await text.inputValue()) as object;
  const told = await page.evaluate(
    async (body) => (await (await fetch("v1/contracts/TK/draft", { method: "POST", headers: { "content-type": "application/json" }, body })).json()) as Draft,
    JSON.stringify(draft),
  );
  expect(told.well).toBe(true);
  await text.fill("{");
  await expect(page.locator("#operations-draft-fault")).toContainText("no JSON object");
});

test("UI-OPS-008 each contract has a card of market quality with each of its makers", async ({ terminal }) => {
  const { page } = terminal;
  await terminal.open("operations", english, ".tab=makers&.spread=50&.lots=5");
  const told = await ask<Quality>("v1/operations/quality?spread=50&lots=5");
  expect(told.makers.length).toBeGreaterThan(0);
  for (const contract of new Set(told.months.map((m) => m.contract))) {
    const card = page.locator(`#operations-card-${contract}`);
    await expect(card).toContainText(`${contract}: market quality`);
    for (const maker of new Set(told.makers.filter((m) => m.contract === contract).map((m) => m.name)))
      await expect(card).toContainText(maker);
  }
  for (const head of ["Presence", "Spread, ticks", "Lots at best", "Cancelled", "Bid depth, 5 prices"])
    await expect(page.getByRole("columnheader", { name: head }).first()).toBeVisible();
  const asked = page.waitForRequest(/quality\?spread=2&lots=5/);
  await page.getByLabel("Presence: ticks at most").selectOption("2");
  await asked;
  await expect(page).toHaveURL(/\.spread=2/);
});

test("UI-OPS-010 latency of doors and engine, queue, gaps and age of feeds are shown as the venue counts them", async ({
  terminal,
}) => {
  const { page } = terminal;
  await terminal.open("operations", english, ".tab=health");
  const told = await ask<Health>("v1/operations/health");
  await expect(page.locator("#operations-health")).toContainText("Engine queue");
  for (const check of told.checks) await expect(page.locator("#operations-health")).toContainText(check.name);
  const times = page.locator("#operations-times");
  await expect(times).toContainText("log flush");
  await expect(times.locator("tr", { hasText: "/v1/status" }).first()).toContainText("GET");
  const missed = page.locator("#operations-missed");
  for (const feed of told.feeds) await expect(missed).toContainText(feed.index);
  expect(told.feeds.length).toBeGreaterThan(0);
  expect(told.engine!.count).toBeGreaterThan(0);
});

test("UI-A11Y-001 axe finds nothing on any tab, in one language or the other", async ({ terminal }) => {
  const { page } = terminal;
  await terminal.open("operations");
  for (const [i, tab] of tabs.entries()) {
    const look = i % 2 === 0 ? chinese : english;
    await page.evaluate((to) => {
      const address = new URL(location.href);
      address.searchParams.set(".tab", to);
      history.pushState(null, "", address);
      dispatchEvent(new PopStateEvent("popstate"));
    }, tab);
    await terminal.turn(look);
    expect(await axe(page), `${tab} in ${look.lang}`).toEqual([]);
  }
});

test.describe("at a venue that asks who somebody is", () => {
  // One venue for both.
  test.describe.configure({ mode: "serial" });
  let venue: IdentityVenue;
  test.beforeAll(async () => {
    test.setTimeout(180_000);
    venue = await startIdentityVenue();
  });
  test.afterAll(() => venue.stop());

  test("UI-OPS-003 UI-A11Y-002 a parameter changes only when a second person approves, and both work without a mouse", async ({
    terminal,
    browser,
  }) => {
    test.setTimeout(120_000);
    const { page } = terminal;
    await enter(page, venue, venue.mona);
    await openChanges(terminal, venue);
    await chooseKey(page, venue.mona);

    // Begins with the margins in force, and asks for more.
    await press(page, page.locator("#operations-propose").getByRole("button", { name: "TK", exact: true }));
    const text = page.getByLabel("Document (JSON)");
    await expect(text).toHaveValue(/"rate"/);
    const document = JSON.parse(await text.inputValue()) as { version: number; rate: string };
    const next = { ...document, version: document.version + 1, rate: "0.41" };
    await tabTo(page, text);
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.insertText(JSON.stringify(next));
    const form = page.getByRole("form", { name: "Propose a change" });
    await type(page, form.getByLabel("Why, 20"), "Moves of two days have been larger than the rate.");
    await type(page, form.getByLabel("Holds from"), "2026-01-01T00:00:00Z");
    await expect(form).toContainText("The notice is told in both languages.");
    await type(page, form.getByLabel("Notice, English"), "Margins of TK rise to 41 %.");
    await type(page, form.getByLabel("Notice, Chinese"), "TK 保证金比例上调至 41%。");
    await press(page, form.getByRole("button", { name: "Propose", exact: true }));
    const card = page.locator(".operations-proposal");
    await expect(card).toContainText("needs a second person");
    await expect(card.locator("tr", { hasText: "rate" })).toContainText('"0.41"');
    await expect(card).toContainText("holds from");
    await expect(card).toContainText("TK 保证金比例上调至 41%。");

    // Who proposed may not approve, and the page says so.
    const approve = card.getByRole("button", { name: "Approve" });
    await expect(approve).toHaveAttribute("aria-disabled", "true");
    await tabTo(page, approve);
    expect(await focusRing(page)).toBeGreaterThan(0);
    await page.keyboard.press("Enter");
    await expect(card).toContainText("You proposed it: another person approves.");
    expect(await rateInForce(page)).toBe(document.rate);

    // The second person, at a machine of their own.
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
    const second = new Terminal(await context.newPage());
    await enter(second.page, venue, venue.carl);
    await openChanges(second, venue);
    const theirs = second.page.locator(".operations-proposal");
    await expect(theirs).toContainText("Choose your key file first.");
    await chooseKey(second.page, venue.carl);
    await expect(theirs.getByRole("button", { name: "Approve" })).not.toHaveAttribute("aria-disabled", "true");
    await press(second.page, theirs.getByRole("button", { name: "Approve" }));
    await expect(theirs).toContainText("taken by the market");
    await expect(theirs).toContainText("carl, clearing");
    expect(await rateInForce(second.page)).toBe("0.41");
    const list = await second.page.evaluate(
      async () => (await (await fetch("v1/admin/proposals")).json()) as Proposal[],
    );
    expect(list.map((p) => [p.by, p.approvedBy, p.outcome])).toEqual([["mona", "carl", "taken"]]);
    expect(second.errors).toEqual([]);
    await context.close();
  });

  test("UI-OPS-004 UI-SHL-008 one operator halts alone, and letting go on asks for a proposal", async ({ terminal }) => {
    const { page } = terminal;
    await page.goto(`${venue.address}/?page=operations&lang=en`);
    await terminal.settled();
    const order = page.locator("#operations-order form");
    await expect(page.locator("#operations-why")).not.toBeEmpty();
    await expect(order.locator('button[type="submit"]')).toHaveAttribute("aria-disabled", "true");
    await enter(page, venue, venue.mona);
    await page.goto(`${venue.address}/?page=operations&lang=en`);
    await terminal.settled();
    await expect(order).toContainText("One operator may stop trading alone");
    await order.getByLabel("What", { exact: true }).selectOption("continuous");
    await expect(order).toContainText("a second person in another role approves it");
    await expect(order).toContainText("Choose your key file first.");
    expect(await axe(page)).toEqual([]);
  });
});

async function enter(page: Page, venue: IdentityVenue, person: Person): Promise<void> {
  // Somebody listens from the beginning: else the first dialog may open before the browser is told to hand it over.
  page.on("filechooser", () => undefined);
  await page.goto(`${venue.address}/?page=signin&lang=en&theme=dark&conv=intl`);
  await type(page, page.getByLabel("Name", { exact: true }), person.user);
  await page.keyboard.press("Tab");
  await page.keyboard.insertText(person.password);
  await page.keyboard.press("Tab");
  await page.keyboard.insertText(person.code());
  const left = page.waitForURL((url) => !url.search.includes("page=signin"), { timeout: 20_000 });
  await page.keyboard.press("Enter");
  await left;
}

async function openChanges(terminal: Terminal, venue: IdentityVenue): Promise<void> {
  await terminal.page.goto(`${venue.address}/?page=operations&.tab=changes&lang=en&theme=dark&conv=intl`);
  await terminal.settled();
}

async function chooseKey(page: Page, person: Person): Promise<void> {
  await tabTo(page, page.getByLabel("Key file that signs for you"));
  const chooser = page.waitForEvent("filechooser", { timeout: 10_000 });
  await page.keyboard.press("Enter");
  await (await chooser).setFiles(person.keyFile);
  await expect(page.locator("#operations-changes")).toContainText(`Signs for ${person.user}`, { timeout: 15_000 });
}

async function type(page: Page, field: ReturnType<Page["locator"]>, text: string): Promise<void> {
  await tabTo(page, field);
  await page.keyboard.insertText(text);
}

async function press(page: Page, button: ReturnType<Page["locator"]>): Promise<void> {
  await tabTo(page, button);
  await page.keyboard.press("Enter");
}

function rateInForce(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const told = (await (await fetch("v1/contracts/TK")).json()) as { margins: { document: { rate: string } }[] };
    return told.margins.at(-1)!.document.rate;
  });
}
