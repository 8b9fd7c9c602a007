// A market maker's obligation: what the account has agreed to and how far it is met, in the workspace and for operators.
import type { MakerObligations, Obligations } from "../src/api/obligations";
import { axe } from "./support/axe";
import { ask, chinese, english, expect, test } from "./support/test";

const short = (decimal: string) => (decimal.includes(".") ? decimal.replace(/\.?0+$/, "") : decimal);

test("UI-TRD-010 a maker sees presence, spread and size against what it agreed, today and in the month, in both languages", async ({
  terminal,
}) => {
  const { page } = terminal;
  // One answer for the whole test: the figures beside it go on by themselves.
  const told = await ask<Obligations>("v1/accounts/101/obligations");
  await page.route(/\/v1\/accounts\/101\/obligations$/, (route) => route.fulfill({ json: told }));
  await terminal.open("trade", english, "account=101&.lay=maker");
  const panel = page.locator("#trade-obligation");
  await expect(panel).toContainText(`${told.month}, as of event ${told.asOf.toLocaleString("en")}`);
  const rows = panel.locator("tbody tr");
  expect(told.obligations.length).toBeGreaterThan(1);
  await expect(rows).toHaveCount(told.obligations.length);
  for (const [at, row] of told.obligations.entries()) {
    const agreed = told.agreements.find((a) => a.agreement === row.agreement)!;
    const unit = agreed.spreadUnit === "percent" ? " %" : " ticks";
    const cells = await rows.nth(at).locator("th, td").allInnerTexts();
    const [symbol, now, today, line, month, , spread, , widest, lots, , least, days] = cells.map((c) => c.replace(/\s+/g, " ").trim());
    expect(symbol).toBe(row.symbol);
    expect(line).toBe(`≥ ${short(agreed.leastPresencePercent)} %`);
    expect(widest).toBe(`≤ ${short(agreed.widestSpread)}${unit}`);
    expect(least).toBe(`≥ ${agreed.leastLots}`);
    expect(days).toBe(String(row.days.length));
    const past = row.monthToDate;
    expect(month).toBe(
      past.presencePercent === null
        ? "– ○ no session"
        : `${past.presencePercent} % ${past.state === "met" ? "✓ met" : "✗ short"}`,
    );
    if (row.now === null) continue;
    expect(now).toMatch(row.now.state === "met" ? /^✓ met$/ : row.now.state === "no session" ? /^○/ : /^✗ /);
    expect(spread).toBe(row.now.spread === null ? "–" : `${short(row.now.spread)}${unit === " %" ? unit : ""}`);
    expect(lots).toBe(String(row.now.lots));
    if (row.today?.presencePercent) expect(today).toContain(`${row.today.presencePercent} %`);
  }

  // A month leads to its market.
  const last = rows.last().getByRole("button");
  const symbol = await last.innerText();
  await last.click();
  await expect(page.locator(".trade-strip h2")).toHaveText(symbol);
  expect(await axe(page)).toEqual([]);

  await terminal.turn(chinese);
  for (const word of ["做市商义务", "报价时间占比", "最大价差", "最小报价量", "当月累计"]) await expect(panel).toContainText(word);
});

test("UI-TRD-010 UI-TRD-015 who has no agreement is told so, and the meter is put where one wants it", async ({ terminal }) => {
  const { page } = terminal;
  await terminal.open("trade", english, "account=104&.lay=scalper");
  const panel = page.locator("#trade-obligation");
  await expect(panel).toHaveCount(0);
  await page.getByRole("button", { name: "Arrange panels" }).click();
  const place = page.locator(".trade-layout-edit label", { hasText: "Market-maker obligation" }).locator("select");
  await place.selectOption("right", { timeout: 5000 });
  await expect(page.locator(".trade-column.right #trade-obligation")).toContainText(
    "Account 104 has no market-maker agreement, so nothing is asked of it",
  );
  await terminal.turn(chinese);
  await expect(panel).toContainText("账户 104 没有做市协议");
});

test("UI-OPS-008 operators see every maker against its pass line", async ({ terminal }) => {
  const { page } = terminal;
  const told = await ask<MakerObligations>("v1/operations/obligations");
  await page.route(/\/v1\/operations\/obligations$/, (route) => route.fulfill({ json: told }));
  await terminal.open("operations", english, ".tab=makers");
  const rows = page.locator("#operations-obligations tbody tr");
  await expect(rows).toHaveCount(told.makers.reduce((sum, m) => sum + m.obligations.length, 0));
  for (const maker of told.makers) await expect(rows.filter({ hasText: maker.name }).first()).toContainText(/≥ [\d.]+ %/);
  const failing = told.makers.flatMap((m) => m.obligations).filter((o) => o.monthToDate.state === "short");
  await expect(page.locator('#operations-obligations td:nth-child(6) [data-state="short"]')).toHaveCount(failing.length);
});
