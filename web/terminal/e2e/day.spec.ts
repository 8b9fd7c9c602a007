// The end of a day: settlement run, clearing steps, bulletin with rankings; and the index workbench.
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import type { EndOfDay, Rankings, SettlementDay } from "../src/api/day";
import type { Influence } from "../src/api/governance";
import type { Bulletin, IndexSummary, Print } from "../src/api/types";
import { ask, chinese, english, expect, test } from "./support/test";

/** The newest day that every calendar has settled: calendars settle a day hours apart. */
async function newest(): Promise<string> {
  const days = await ask<string[]>("v1/bulletins");
  return days.at(-2) ?? days.at(-1)!;
}

const plain = (text: string) => text.replaceAll(",", "");

/** A file that the page hands out when a button is pressed. */
async function file(page: Page, name: string | RegExp): Promise<string> {
  const coming = page.waitForEvent("download", { timeout: 10_000 });
  await page.getByRole("button", { name }).click();
  return readFileSync(await (await coming).path(), "utf8");
}

test("UI-OPS-006 a settlement run shows inputs, window, the step used and why, and each price opens its trace", async ({
  terminal,
}) => {
  const { page } = terminal;
  const day = await newest();
  const told = await ask<SettlementDay>(`v1/settlements/${day}`);
  await terminal.open("day", english, `.day=${day}`);
  for (const part of told.parts) {
    const panel = page.locator(`#day-settlement-${part.calendar}`);
    await expect(panel.locator(".day-stages li")).toHaveCount(5);
    for (const contract of part.contracts)
      for (const month of contract.months) {
        const name = `Trace of ${month.symbol}`;
        const row = panel.locator("tr", { has: page.getByRole("button", { name, exact: true }) });
        await expect(row.locator(`[data-q="settlement:${month.symbol}"]`)).toHaveText(month.price!);
        await expect(row).toContainText(month.stepName);
      }
  }
  // A thin month: what was tried before, and what it leans on.
  const months = told.parts.flatMap((p) => p.contracts.flatMap((c) => c.months));
  const thin = months.find((m) => m.tried.length > 1) ?? months[0]!;
  await page.getByRole("button", { name: `Trace of ${thin.symbol}`, exact: true }).focus();
  await page.keyboard.press("Enter");
  const trace = page.locator("#day-trace");
  await expect(trace.locator(".day-tried li")).toHaveCount(thin.tried.length);
  await expect(trace.locator(".day-formula")).toContainText(thin.proposed!);
  if (thin.tried.length > 1) await expect(trace.locator(".day-tried li").first()).toContainText("no price");
  await expect(trace).toContainText(`${thin.inputs!.limitLow} to ${thin.inputs!.limitHigh}`);
  await expect(page).toHaveURL(new RegExp(`\\.m=${thin.symbol}`));
});

test("UI-OPS-006 UI-SAFE-008 an override out of time is refused with its code; while the day awaits, two people set it", async ({
  terminal,
}) => {
  const { page } = terminal;
  const day = await newest();
  const told = await ask<SettlementDay>(`v1/settlements/${day}`);
  const month = told.parts[0]!.contracts[0]!.months[0]!;
  await terminal.open("day", chinese, `.day=${day}&.m=${month.symbol}`);
  const form = page.locator("#day-trace");
  await form.getByLabel("签署人").fill("ann");
  await form.getByLabel("原因").fill("thin-close");
  await form.getByRole("button", { name: "提出" }).click();
  await expect(form.getByRole("status")).toContainText("该交易日已结算。");
  await expect(form.getByRole("status")).toContainText("DAY_ALREADY_SETTLED");
  // The same screen of a day that is closed and not settled.
  const waiting = structuredClone(told);
  waiting.parts[0]!.stage = "awaiting";
  const sent: unknown[] = [];
  let approver: string | null = null;
  const override = () => ({
    ...{ symbol: month.symbol, price: month.price!, proposer: "ann", approver, reason: "thin-close" },
    ...{ time: told.time, eventSequence: 1 },
  });
  await page.route(`**/v1/settlements/${day}`, (route) => route.fulfill({ json: waiting }));
  await page.route(`**/v1/settlements/${day}/overrides**`, (route) => {
    sent.push(route.request().postDataJSON());
    if (route.request().url().endsWith("approve")) approver = "bob";
    waiting.parts[0]!.contracts[0]!.months[0]!.overrides = [override()];
    return route.fulfill({ json: override() });
  });
  await page.reload();
  await terminal.settled();
  await form.getByLabel("价格", { exact: true }).fill(month.price!);
  await form.getByLabel("签署人").fill("ann");
  await form.getByLabel("原因").fill("thin-close");
  await form.getByRole("button", { name: "提出" }).click();
  await expect(form.getByRole("status")).toContainText("待第二人批准");
  await form.getByLabel("签署人").fill("bob");
  await form.getByRole("button", { name: /^批准/ }).click();
  await expect(form.getByRole("status")).toContainText(`${month.symbol} 以 ${month.price!} 结算`);
  expect(sent).toEqual([
    { symbol: month.symbol, price: month.price!, person: "ann", reason: "thin-close" },
    { symbol: month.symbol, price: month.price!, person: "bob" },
  ]);
  await expect(page.locator(`#day-settlement-${told.parts[0]!.calendar}`)).toContainText("bob 批准");
});

test("UI-OPS-006 a settled day is amended by two people, and who proposed does not approve", async ({ terminal }) => {
  const { page } = terminal;
  const day = await newest();
  const part = (await ask<SettlementDay>(`v1/settlements/${day}`)).parts[0]!;
  const account = (await ask<{ account: number; role: string }[]>("v1/accounts")).find((a) => a.role === "trader")!;
  const reference = `e2e-${Date.now()}`;
  await terminal.open("day", english, `.day=${day}`);
  const panel = page.locator(`#day-amend-${part.calendar}`);
  await panel.locator("summary").click();
  await panel.getByLabel("Person").fill("ann");
  await panel.getByLabel("Reference").fill(reference);
  await panel.getByLabel("Who is paid: Account").fill(`${account.account}`);
  await panel.getByLabel("Currency").selectOption(part.contracts[0]!.currency);
  await panel.getByLabel("Amount").fill("0.01");
  await panel.getByLabel(/^Reason/).fill("fee-twice");
  // A clearing that is under way refuses corrections until it is done.
  await expect(async () => {
    await panel.getByRole("button", { name: "Propose an amendment" }).click();
    await expect(panel.getByRole("status")).toContainText("is proposed", { timeout: 2_000 });
  }).toPass({ timeout: 20_000 });
  const approve = panel.getByRole("button", { name: `Approve ${reference}` });
  await approve.click();
  await expect(panel.getByRole("status")).toContainText("SAME_PERSON");
  await panel.getByLabel("Person").fill("bob");
  await expect(async () => {
    await approve.click({ timeout: 1_000 });
    await expect(panel.getByRole("status")).toContainText("is posted", { timeout: 2_000 });
  }).toPass({ timeout: 20_000 });
  await expect(panel.locator("tr", { hasText: reference })).toContainText("posted, approved by bob");
});

test("UI-OPS-007 the end of a day stands step by step with times, totals, hashes, fallbacks and its reconciliation", async ({
  terminal,
}) => {
  const { page } = terminal;
  const day = await newest();
  const told = await ask<EndOfDay>(`v1/end-of-day/${day}`);
  await terminal.open("day", english, `.tab=close&.day=${day}`);
  for (const part of told.parts) {
    const panel = page.locator(`#day-close-${part.calendar}`);
    const rows = panel.locator(".day-timeline tbody tr");
    await expect(rows).toHaveCount(14);
    for (const step of part.steps) {
      const row = rows.nth(step.step - 1);
      await expect(row.locator(".day-hash")).toHaveText(step.sha256!);
      await expect(row).toContainText(step.commandSequence!.toLocaleString("en"));
    }
    expect(part.balanced).toBe(true);
    await expect(panel).toContainText("✔ balanced: every sum ties out");
    for (const sum of part.sums) {
      const cells = await panel.getByRole("row", { name: new RegExp(`^✔ ${sum.currency}`) }).innerText();
      for (const one of [sum.before, sum.fees, sum.variation, sum.balance, sum.difference])
        expect(plain(cells)).toContain(one);
    }
    await expect(panel.getByRole("region", { name: "End of day" })).toContainText("SettlementPriceSet");
    for (const f of part.fallbacks) await expect(panel).toContainText(`${f.symbol}: ${f.tierName} in place of`);
    await expect(panel).toContainText(part.refused.length === 0 ? "No step was refused" : part.refused[0]!.code);
  }
});

test("UI-OPS-007 UI-SHL-005 a day that is none says why, what was given and the nearest, and leads there", async ({
  terminal,
}) => {
  const { page } = terminal;
  await terminal.open("day", chinese, ".tab=close&.day=2030-01-01");
  const alert = page.locator("#day-close [role=alert]");
  await expect(alert).toContainText("该日不是已开始的交易日。");
  await expect(alert).toContainText("NOT_FOUND");
  await expect(alert).toContainText("2030-01-01");
  const near = alert.getByRole("button").first();
  const day = await near.innerText();
  await near.click();
  await expect(page).toHaveURL(new RegExp(`\\.day=${day}`));
  await expect(page.locator(".day-timeline").first()).toBeVisible();
  await page.getByLabel("交易日", { exact: true }).fill("2026-02-30");
  await page.getByRole("button", { name: "打开" }).click();
  await expect(page.locator("#day-close [role=alert]")).toContainText("须为日期，格式 yyyy-MM-dd。");
});

test("UI-OPS-009 the bulletin has volume, open interest, settlement and the ranking of members, as files too", async ({
  terminal,
}) => {
  const { page } = terminal;
  const day = await newest();
  const bulletin = await ask<Bulletin>(`v1/bulletins/${day}`);
  const rankings = await ask<Rankings>(`v1/bulletins/${day}/rankings`);
  await terminal.open("day", english, `.tab=bulletin&.day=${day}`);
  const shown = page.locator("#day-bulletin");
  const month = bulletin.contracts[0]!.months[0]!;
  const cells = (await shown.locator("tr", { hasText: month.symbol }).first().innerText()).split("\t").map(plain);
  expect(cells).toEqual(expect.arrayContaining([month.symbol, month.previous, month.settlement]));
  expect(cells).toEqual(expect.arrayContaining([`${month.volume}`, `${month.openInterest}`]));
  const table = rankings.tables.find((t) => t.of !== t.contract && t.volume.rows.length > 0)!;
  await page.getByLabel("Ranked").selectOption(table.of);
  const ranks = page.locator("#day-ranking");
  await expect(ranks.getByRole("region", { name: "By volume" }).locator("tbody tr")).toHaveCount(
    table.volume.rows.length,
  );
  const first = table.longs.rows[0]!;
  await expect(ranks.getByRole("region", { name: "By lots held long" }).locator("tbody tr").first()).toContainText(
    first.name,
  );
  // What everybody holds long is the open interest of the bulletin.
  const of = bulletin.contracts.flatMap((c) => c.months).find((m) => m.symbol === table.of)!;
  expect(table.longs.total).toBe(of.openInterest);
  // Legs of spreads count in the ranking, not in the month's own volume.
  expect(table.volume.total).toBeGreaterThanOrEqual(2 * of.volume);
  const csv = await file(page, "Months as CSV");
  expect(csv).toContain([month.symbol, bulletin.contracts[0]!.currency, month.previous, month.settlement].join(","));
  expect(JSON.parse(await file(page, "Bulletin as JSON"))).toEqual(bulletin);
  expect(await file(page, "Rankings as CSV")).toContain(first.name);
});

test("UI-OPS-005 the workbench shows weights, what was removed by which rule, the tier, restatements and influence", async ({
  terminal,
}) => {
  const { page } = terminal;
  const indexes = await ask<IndexSummary[]>("v1/indexes");
  const index = indexes.find((x) => x.index === "CSTI-S" && x.day !== null) ?? indexes.find((x) => x.day !== null)!;
  const path = `v1/indexes/${index.index}/prints/${index.day!}`;
  const print = await ask<Print>(path);
  const influence = await ask<Influence>(`${path}/influence`);
  expect(influence.value).toBe(print.value);
  expect(influence.measured).toBe(true);
  await terminal.open("indices", english, `.tab=workbench&ix=${index.index}&pd=${index.day!}`);
  const bench = page.locator("#indices-bench");
  await expect(bench.locator(`[data-q="print:${index.index}:${index.day!}"]`)).toHaveText(print.value!);
  await expect(bench.locator(".indices-tiers [aria-current]")).toHaveCount(1);
  const rows = page.locator("#indices-constituents tbody tr");
  await expect(rows).toHaveCount(print.used.length);
  const heaviest = influence.rows[0]!;
  await expect(rows.filter({ hasText: heaviest.name }).first()).toContainText(heaviest.without!, { timeout: 20_000 });
  const removed = page.locator("#indices-removed");
  const counts = await removed.locator(".indices-counts b").allInnerTexts();
  expect(counts.map(Number).reduce((a, b) => a + b, 0)).toBe(print.leftOut.length);
  const stale = print.leftOut.filter((c) => c.reason.startsWith("not seen for more than")).length;
  expect(Number(counts[0])).toBe(stale);
  await expect(page.locator("#indices-restatements")).toContainText(/restated|Restated/);
});
