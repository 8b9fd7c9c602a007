// The operations page: the board and what is ordered there, drafts, market quality, health.
import type { Draft, Health, OperatingBoard, Quality } from "../src/api/operations";
import { axe } from "./support/axe";
import { ask, chinese, english, expect, test } from "./support/test";

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
  await expect(page.locator("#operations-limits")).toContainText(/Today [\d.]+ to [\d.]+/);

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
  await page.getByRole("button", { name: "Draft other limits" }).click();
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
