// The portfolio: every number of it ties out, on the page and with what the venue says.
import { readFileSync } from "node:fs";
import type { Locator, Page } from "@playwright/test";
import { ask, chinese, english, expect, test, type Terminal } from "./support/test";

interface Funds {
  currency: string;
  margin: string;
}

interface Cash {
  currency: string;
  closing: string;
  fees: string;
  variation: string;
  finalSettlement: string;
}

const cents = (text: string) => BigInt(text.replace(/[,+]/g, "").replace(".", ""));

/** A settled day on which a trader did something, with its money in a currency in which it paid fees. */
async function traded(): Promise<{ account: number; day: string; cash: Cash }> {
  const days = await ask<string[]>("v1/bulletins");
  const accounts = await ask<{ account: number; role: string }[]>("v1/accounts");
  for (const day of [...days].reverse().slice(0, 3))
    for (const { account } of accounts.filter((a) => a.role === "trader")) {
      const told = await ask<{ currencies: Cash[]; trades: object[] }>(`v1/accounts/${account}/statement?day=${day}`);
      const cash = told.currencies.find((c) => cents(c.fees) !== 0n);
      if (cash && told.trades.length < 400) return { account, day, cash };
    }
  throw new Error("no trader has traded on a settled day");
}

/** An account that holds something now. */
async function holder(): Promise<number> {
  const accounts = await ask<{ account: number; role: string }[]>("v1/accounts");
  for (const { account } of accounts.filter((a) => a.role === "trader" || a.role.startsWith("hedger"))) {
    const told = await ask<{ positions: object[] }>(`v1/accounts/${account}/positions`);
    if (told.positions.length > 0) return account;
  }
  throw new Error("nobody holds anything");
}

const opened = (terminal: Terminal, tab: string, account: number, day: string, look = english, more = "") =>
  terminal.open("portfolio", look, `account=${account}&.tab=${tab}&.day=${day}${more}`);

/** The cells of a column of a table, by its head. */
async function column(table: Locator, head: string): Promise<string[]> {
  const heads = await table.locator("thead th").allInnerTexts();
  const at = heads.findIndex((h) => h.replace(/ [▲▼]$/, "") === head);
  expect(at, `${head} among ${heads.join(", ")}`).toBeGreaterThanOrEqual(0);
  const rows = table.locator("tbody tr");
  return rows.evaluateAll((all, n) => all.map((r) => (r.children[n] as HTMLElement).innerText.trim()), at);
}

const sum = (values: readonly string[]) => values.filter((v) => v !== "–").reduce((a, v) => a + cents(v), 0n);

async function saved(page: Page, button: Locator): Promise<string> {
  const [file] = await Promise.all([page.waitForEvent("download"), button.click()]);
  return readFileSync(await file.path(), "utf8");
}

test("UI-PRT-001 UI-TRD-012 UI-PRT-009 legs show today's and carried lots with both results, and margins add up to the account's", async ({
  terminal,
}) => {
  const account = await holder();
  await terminal.open("portfolio", english, `account=${account}`);
  const { page } = terminal;
  const panel = page.locator("#portfolio-positions");
  await expect(panel).toContainText("The house converts none into another");
  const block = panel.locator("[data-currency]").filter({ has: page.locator(".grid-box") }).first();
  const table = block.locator(".grid-box table");
  for (const head of ["P&L since opened", "P&L of the day", "Prev. settlement", "Mark"])
    await expect(table.getByRole("columnheader", { name: head })).toBeVisible();
  // The venue goes on while the page is read: columns of one moment are had sooner or later.
  await expect(async () => {
    const [lots, today, carried, margins] = await Promise.all(
      ["Lots", "Today's", "Carried", "Margin"].map((head) => column(table, head)),
    );
    lots!.forEach((all, i) => expect(BigInt(all.replace(/,/g, ""))).toBe(cents(today![i]!) + cents(carried![i]!)));
    const row = (name: string) =>
      block.locator(".portfolio-funds tr").filter({ hasText: name }).locator("td").first().innerText();
    const own = await row("Margin of the positions above");
    expect(sum(margins!)).toBe(cents(own));
    const together = await row("Asked over several months together");
    expect(cents(own) + cents(together)).toBe(cents(await block.locator('td[data-q^="margin:"]').innerText()));
  }).toPass({ timeout: 10_000, intervals: [200] });
  const currency = (await block.getAttribute("data-currency"))!;
  await expect(async () => {
    const told = await ask<{ funds: Funds[] }>(`v1/accounts/${account}/positions`);
    const shown = await block.locator('td[data-q^="margin:"]').innerText();
    expect(cents(shown)).toBe(cents(told.funds.find((f) => f.currency === currency)!.margin));
  }).toPass({ timeout: 10_000, intervals: [200] });
});

test("UI-PRT-002 orders and fills of a settled day are filtered, sorted, and saved as they are seen", async ({
  terminal,
}) => {
  const { account, day, cash } = await traded();
  await opened(terminal, "fills", account, day);
  const { page } = terminal;
  const table = page.locator("#portfolio-fills .grid-box table").first();
  const currencies = await column(table, "Currency");
  const fees = (await column(table, "Fee")).filter((_, i) => currencies[i] === cash.currency);
  expect(sum(fees)).toBe(cents(cash.fees));
  await table.getByRole("button", { name: "Price", exact: true }).click();
  const prices = (await column(table, "Price")).map((p) => Number(p.replace(/,/g, "")));
  expect(prices).toEqual([...prices].sort((a, b) => b - a));
  const symbol = (await column(table, "Contract"))[0]!;
  await page.locator("#portfolio-fills select").selectOption(symbol);
  await expect(table.locator("tbody tr th + td + td").first()).toHaveText(symbol);
  const shown = await column(table, "Trade");
  expect(new Set(await column(table, "Contract"))).toEqual(new Set([symbol]));
  const text = await saved(page, page.locator("#portfolio-fills .grid-tools button.small").first());
  expect(text.startsWith("\uFEFF")).toBe(true);
  const lines = text.trim().split("\r\n");
  expect(lines[0]).toContain("Trade,Time (UTC),Contract,Side,Price,Lots");
  expect(lines.slice(1).map((l) => l.split(",")[0])).toEqual(shown.map((t) => t.replace(/,/g, "")));
  await opened(terminal, "orders", account, day);
  await expect(page.locator("#portfolio-orders tbody tr").first()).toBeVisible();
});

test("UI-PRT-003 a day's change of equity is explained to the cent and leads to its fills", async ({ terminal }) => {
  const { account, day, cash } = await traded();
  await opened(terminal, "pnl", account, day);
  const { page } = terminal;
  const block = page.locator(`#portfolio-pnl [data-currency="${cash.currency}"]`);
  await expect(block.locator(".portfolio-bridge .portfolio-tied")).toHaveText("balanced ✔");
  const steps = (await block.locator(".portfolio-bridge tr td").allInnerTexts()).map(cents);
  const [before, parts, change, after] = [steps[0]!, steps.slice(1, -2), steps.at(-2)!, steps.at(-1)!];
  expect(parts.reduce((a, b) => a + b, 0n)).toBe(change);
  expect(before + change).toBe(after);
  expect(after).toBe(cents(cash.closing));
  const months = block.locator(".grid-box table").first();
  const results = await column(months, "Result");
  expect(sum(results)).toBe(cents(cash.variation) + cents(cash.finalSettlement));
  const foot = await months.locator("tfoot tr > *").allInnerTexts();
  for (const head of ["Carried", "New trades", "Close-today", "Result", "Fee"]) {
    const at = (await months.locator("thead th").allInnerTexts()).indexOf(head);
    expect(sum(await column(months, head)), head).toBe(cents(foot[at]!));
  }
  const symbol = (await column(months, "Contract"))[0]!;
  await months.getByRole("button", { name: symbol, exact: true }).click();
  const lines = block.getByRole("table", { name: `${symbol}: every lot's way over the day` });
  await expect(page.getByRole("button", { name: `Fills of ${symbol}` })).toBeVisible();
  expect(sum(await column(lines, "Amount"))).toBe(cents(results[0]!));
  await page.getByRole("button", { name: `Fills of ${symbol}` }).click();
  await expect(page.locator("#portfolio-fills")).toContainText(`Fills of ${day}`);
  await expect(page.locator("#portfolio-fills select")).toHaveValue(symbol);
});

test("UI-PRT-004 the account's margin is traced to lines, scenarios and the run", async ({ terminal }) => {
  await terminal.open("portfolio", english, `account=${await holder()}&.tab=margin`);
  const { page } = terminal;
  const section = page.locator("#portfolio-margin section[data-currency]").first();
  await expect(section.locator(".portfolio-tied").first()).toHaveText("balanced ✔");
  await expect(page.locator("#portfolio-margin .margin-run")).toContainText(/inputs [0-9a-f]{16}/);
  const amounts = await column(section.locator(".grid-box table").first(), "Amount");
  const cells = await section.locator(".portfolio-funds td").allInnerTexts();
  expect(sum(amounts)).toBe(cents(cells[0]!));
  expect(cents(cells[0]!) + cents(cells[1]!)).toBe(cents(cells[2]!));
  // Of each rule at least one scenario binds.
  const rules = section.locator(".margin-rule");
  for (const rule of await rules.all()) await expect(rule.locator('tr[aria-current="true"]').first()).toBeVisible();
});

test("UI-PRT-005 UI-PRT-008 UI-CLR-009 the ledger goes from balance to balance and ends where the statement does", async ({
  terminal,
}) => {
  const { account, day, cash } = await traded();
  await opened(terminal, "ledger", account, day);
  const { page } = terminal;
  const block = page.locator(`#portfolio-ledger [data-currency="${cash.currency}"]`);
  await expect(page.locator("#portfolio-ledger .portfolio-note .portfolio-tied")).toContainText("balanced ✔");
  await expect(block.locator("caption .portfolio-tied")).toHaveText("balanced ✔");
  const [opening, credits, debits, closing] = (await block.locator(".portfolio-funds td").allInnerTexts()).map(cents);
  expect(opening! + credits! - debits!).toBe(closing!);
  expect(closing).toBe(cents(cash.closing));
  const journal = block.locator(".grid-box table").last();
  const [effects, balances] = [await column(journal, "Effect on balance"), await column(journal, "Balance after")];
  for (let i = 0; i + 1 < effects.length; i++)
    expect(cents(balances[i]!)).toBe(cents(balances[i + 1]!) + cents(effects[i]!));
  await block.locator("select").selectOption("fee");
  const fees = await column(journal, "Effect on balance");
  if (fees.length < 500) expect(sum(fees)).toBe(-cents(cash.fees));
  await opened(terminal, "pnl", account, day);
  const equity = page.locator(`td[data-q="equity:${account}:${cash.currency}"]`);
  expect(cents(await equity.innerText())).toBe(closing!);
});

test("UI-PRT-006 UI-CLR-009 the statement stands in the trade's words, and its files say what the page says", async ({
  terminal,
}) => {
  const { account, day, cash } = await traded();
  await opened(terminal, "statement", account, day, chinese);
  const { page } = terminal;
  const paper = page.locator(".portfolio-paper");
  for (const word of ["交易结算单", "期初结存", "期末结存", "手续费", "持仓盯市盈亏", "风险度", "成交记录"])
    await expect(paper).toContainText(word);
  const summary = paper.locator(".portfolio-section", { hasText: `（${cash.currency}）` }).first();
  const closing = await summary.locator('[data-name="Balance c/f"] dd').innerText();
  expect(cents(closing)).toBe(cents(cash.closing));
  const text = await saved(page, page.getByRole("link", { name: "下载 CSV" }));
  expect(text.startsWith("\uFEFF")).toBe(true);
  const cells = await paper.locator("tbody td, dd, dt, th").allInnerTexts();
  for (const cell of new Set(cells.map((c) => c.trim()).filter((c) => c !== ""))) expect(text).toContain(cell);
  const json = JSON.parse(await saved(page, page.getByRole("link", { name: "下载 JSON" }))) as { sha256: string };
  await expect(paper.locator(".portfolio-foot")).toHaveText(`sha256 ${json.sha256}`);
  expect(await saved(page, page.getByRole("link", { name: "下载 PDF" }))).toMatch(/^%PDF/);
  expect(await saved(page, page.getByRole("link", { name: "TrdCaptRpt.xml" }))).toContain("<FIXML");
  await page.emulateMedia({ media: "print" });
  await expect(paper).toBeVisible();
  await expect(page.locator(".portfolio-tabs button").first()).toBeHidden();
});

test("UI-PRT-007 what is not there is told with field, value and nearest; what is empty says what to do", async ({
  terminal,
}) => {
  const { page } = terminal;
  const days = await ask<string[]>("v1/bulletins");
  await terminal.open("portfolio", english, "account=999999&.tab=pnl");
  const wrong = page.locator(".portfolio-wrong");
  await expect(wrong).toContainText("Field: account. Given: 999999.");
  await wrong.getByRole("button").first().click();
  await expect(wrong).toHaveCount(0);
  await opened(terminal, "ledger", (await traded()).account, "2099-01-01");
  await expect(wrong).toContainText("Field: trading day. Given: 2099-01-01.");
  await expect(wrong.getByRole("button")).toHaveText([days.at(-1)!]);
  const accounts = await ask<{ account: number }[]>("v1/accounts");
  for (const { account } of [...accounts].reverse()) {
    const told = await ask<{ positions: object[] }>(`v1/accounts/${account}/positions`);
    if (told.positions.length > 0) continue;
    await terminal.open("portfolio", english, `account=${account}`);
    await expect(page.locator("#portfolio-positions")).toContainText("Positions begin with a fill.");
    return;
  }
});
