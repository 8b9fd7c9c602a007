// The clearing risk officer's page shows what the desk says, and what the desk says can be worked out again.
import type { Member, Overview } from "../src/api/clearing";
import { grouped } from "../src/format/numbers";
import { cents, grid, money, oneRun, served, sum } from "./support/clearing";
import { pay, twoShort } from "./support/short";
import { chinese, english, expect, test } from "./support/test";

test("UI-CLR-001 members and accounts stand with all their figures, and one is the sum of the other", async ({
  terminal,
}) => {
  const { page } = terminal;
  const overview = served<Overview>(page, "v1/clearing/overview");
  await terminal.open("clearing");
  const { members } = await overview;
  const table = grid(page, "Members");
  await expect(table.locator("tbody tr")).toHaveCount(members.length);
  for (const [at, m] of members.entries()) {
    const cells = (await table.locator("tbody tr").nth(at).locator("th, td").allInnerTexts()).map((t) => t.trim());
    const figures = [m.margin, m.withOrders, m.variation, m.addOns, m.cash, m.counted, m.excess, m.deficit];
    expect(cells[0]).toBe(`${m.member} ${m.name}`);
    expect(cells.slice(4, 12)).toEqual(figures.map(grouped));
    expect(cells[12]).toContain(m.limitUse!.percent!);
    expect(cells[13]).toBe(grouped(m.stressLoss));
    expect(cells[1]).toMatch(/normal|deficit|call|only closes|default/);
  }

  const member = served<Member>(page, `v1/clearing/members/${members[0]!.member}`);
  await table.locator("tbody tr").first().getByRole("button").first().click();
  const { totals, accounts, positions } = await member;
  for (const total of totals) {
    const own = accounts.filter((a) => a.currency === total.currency);
    for (const figure of ["margin", "withOrders", "variation", "addOns", "cash", "deficit"] as const)
      expect(sum(own.map((a) => a[figure])), `${figure} ${total.currency}`).toBe(cents(total[figure]));
    await expect(page.locator(`[data-q="im:m${total.member}:${total.currency}"]`)).toHaveText(grouped(total.margin));
  }
  for (const a of accounts) {
    const own = positions.filter((p) => p.account === a.account && p.currency === a.currency);
    expect(sum(own.map((p) => p.variation)), `variation of ${a.account}`).toBe(cents(a.variation));
    await expect(page.locator(`[data-q="excess:${a.account}:${a.currency}"]`)).toHaveText(grouped(a.excess));
  }
});

test("UI-CLR-001 UI-LIVE-001 what stands in overview, member, trace and ledger is the same in each", async ({
  terminal,
}) => {
  const { page } = terminal;
  const { overview, member, trace, ledger, account } = await oneRun(page);
  for (const c of trace.currencies) {
    const row = member.accounts.find((a) => a.account === account && a.currency === c.currency)!;
    expect(c.required).toBe(row.margin);
    const held = ledger.balances.filter((b) => b.currency === c.currency && [2000, 2010].includes(b.code));
    expect(sum(held.map((b) => b.balance))).toBe(cents(row.cash));
    const all = overview.members.filter((m) => m.currency === c.currency).map((m) => m.margin);
    expect(sum(all)).toBe(cents(overview.totals.find((t) => t.currency === c.currency)!.margin));
  }
  const texts = async (tab: string) => {
    await terminal.open("clearing", english, `.tab=${tab}&.m=${member.member}&.a=${account}`);
    const marked = await page.locator("main [data-q]").all();
    return Promise.all(marked.map(async (e) => [await e.getAttribute("data-q"), await e.innerText()] as const));
  };
  const seen = new Map<string, string>();
  let twice = 0;
  for (const tab of ["overview", "member", "trace", "ledger"])
    for (const [q, text] of await texts(tab)) {
      const before = seen.get(q!);
      if (before !== undefined) twice++;
      expect(text.trim(), `${q} of ${tab}`).toBe(before ?? text.trim());
      seen.set(q!, text.trim());
    }
  expect(twice).toBeGreaterThan(8);
});

test("UI-CLR-002 a margin is traced to lines and scenarios: the binding one loses most; its run is told", async ({
  terminal,
}) => {
  const { page } = terminal;
  const { member, trace, account } = await oneRun(page);
  await terminal.open("clearing", english, `.tab=trace&.m=${member.member}&.a=${account}`);
  const panel = page.locator("#clearing-trace");
  await expect(panel).toContainText(trace.run.run);
  await expect(panel).toContainText(trace.run.hash);
  for (const c of trace.currencies) {
    // By hand: lots × price ÷ tick × value of a tick × rate, rounded up to the hundredth.
    for (const l of c.lines) {
      const thousandths = (text: string) => BigInt(Math.round(Number(text) * 1000));
      const value = (BigInt(l.lots) * thousandths(l.price) * cents(l.tickValue)) / thousandths(l.tickSize);
      const rate = BigInt(Math.round(Number(l.askedPercent) * 10_000));
      expect((value * rate + 999_999n) / 1_000_000n, `${l.symbol} ${l.side}`).toBe(cents(l.amount));
    }
    expect(sum([...c.lines.map((l) => l.amount), c.together])).toBe(cents(c.required));
    for (const rule of c.rules) {
      expect(sum(rule.parts.filter((p) => p.counted).map((p) => p.amount)), rule.rule).toBe(cents(rule.total));
      for (const unit of new Set(rule.scenarios.map((s) => s.unit))) {
        const own = rule.scenarios.filter((s) => s.unit === unit);
        const worst = own.reduce((a, b) => (cents(b.loss) > cents(a.loss) ? b : a));
        expect(own.filter((s) => s.binding)).toEqual(cents(worst.loss) > 0n ? [worst] : []);
        for (const [k, s] of own.entries())
          expect(sum(rule.cells.filter((x) => x.unit === unit).map((x) => x.loss[k]!)), s.meaning).toBe(cents(s.loss));
        const scan = rule.parts.find((p) => p.code === "scan" && p.unit === unit);
        if (scan) expect(cents(scan.amount)).toBe(cents(worst.loss) > 0n ? cents(worst.loss) : 0n);
      }
    }
  }
  const span = trace.currencies[0]!.rules.find((r) => r.rule === "span")!;
  const bound = span.scenarios.find((s) => s.binding)!;
  const every = grid(panel, "Every scenario").first();
  await expect(every.locator("tbody tr")).toHaveCount(span.scenarios.length);
  await expect(every.locator("tr[aria-current]")).toContainText(`${bound.unit} ${bound.number}`);
  await expect(every.locator("tr[aria-current]")).toContainText(grouped(bound.loss));
});

test("UI-CLR-003 a portfolio is margined beside the held one, typed and from a file; a bad line is named", async ({
  terminal,
}) => {
  const { page } = terminal;
  const { trace, account } = await oneRun(page, []);
  const currency = trace.currencies[0]!;
  const line = currency.lines[0]!;
  await terminal.open("clearing", english, ".tab=whatif");
  const text = page.getByLabel("Portfolio as CSV");
  const compute = page.getByRole("button", { name: "Compute margins" });
  await text.fill(`symbol,side,lots\n${line.symbol},long,10\n`);
  await compute.click();
  const result = grid(page, `Margins in ${currency.currency}`);
  // By hand, at the house's rate: nobody has a mark-up.
  const value = (10n * money(line.price, 3) * cents(line.tickValue)) / money(line.tickSize, 3);
  const asked = (value * BigInt(Math.round(Number(line.ratePercent) * 10_000)) + 999_999n) / 1_000_000n;
  const charged = result.locator("tbody tr", { hasText: "in force" });
  await expect(charged.locator("td").nth(1)).toHaveText("0.00");
  const told = `${asked / 100n}.${String(asked % 100n).padStart(2, "0")}`;
  await expect(charged.locator("td").nth(2)).toHaveText(grouped(told));

  await page.getByLabel("Read a file").setInputFiles({
    name: "portfolio.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(`symbol,side,lots\n${line.symbol},long,3\n${currency.lines.at(-1)!.symbol},short,2\n`),
  });
  await expect(text).toHaveValue(/,short,2/);
  await page.getByLabel("Whose mark-up").selectOption(String(account));
  await page.getByLabel("add to what the account holds").check();
  await compute.click();
  await expect(grid(page, "The portfolio as it was read").locator("tbody tr")).toHaveCount(2);
  const cells = (await charged.locator("td").allInnerTexts()).slice(1);
  expect(cents(cells[1]!) - cents(cells[0]!)).toBe(cents(cells[2]!));
  expect(cents(cells[0]!)).toBeGreaterThan(0n);

  await text.fill(`symbol,side,lots\n${line.symbol},long,1\nTK-X99,long,5\n`);
  await compute.click();
  const refused = page.locator("#clearing-whatif [role=alert]");
  await expect(refused).toContainText("No such month is listed.");
  for (const part of ["line 3, column symbol", "given: TK-X99", line.symbol]) await expect(refused).toContainText(part);
  await expect(page.locator("#clearing-whatif table")).toHaveCount(0);
  await terminal.turn(chinese);
  await expect(refused).toContainText("没有该上市合约。");
  await expect(refused).toContainText("第 3 行 symbol 列");
});

test("UI-CLR-004 a call within the day is issued, acknowledged and paid, and another is overdue", async ({
  terminal,
}) => {
  test.slow();
  const { page } = terminal;
  const [payer, late] = await twoShort();
  await terminal.open("clearing", english, ".tab=calls");
  const run = page.getByRole("button", { name: "Run intraday calls" });
  await run.click();
  const confirm = page.getByRole("group", { name: "What the run will do" });
  await expect(confirm).toContainText("8 minutes to pay");
  const lacks = grid(confirm, "Short of funds now").locator("tbody tr", { hasText: `${payer} ` });
  const missing = (await lacks.locator("td").nth(2).innerText()).trim();
  expect(cents(missing)).toBeGreaterThan(0n);
  await page.getByRole("button", { name: "Make these calls" }).click();
  await expect(page.locator(".clearing-callrun .answer")).toContainText(/calls opened: \d/);
  const calls = grid(page, "newest first").first();
  const row = (account: number) => calls.locator("tbody tr", { hasText: `${account} ` }).first();
  await expect(row(payer)).toContainText("issued");
  await expect(row(payer)).toContainText("within the day");
  expect(cents((await row(payer).locator("td").nth(2).innerText()).trim())).toBeGreaterThan(0n);

  await terminal.open("portfolio", english, `account=${payer}`);
  const own = page.locator("#portfolio-calls");
  await expect(own).toContainText("issued");
  await expect(own.getByRole("button", { name: "Acknowledge" })).toBeDisabled();
  await own.getByLabel("Who acknowledges").fill("lee");
  await own.getByRole("button", { name: "Acknowledge" }).click();
  await expect(own.locator("tbody")).toContainText("acknowledged");
  await expect(own.locator("tbody")).toContainText("by lee");
  await expect(own.getByRole("button", { name: "Acknowledge" })).toHaveCount(0);

  await terminal.open("clearing", english, ".tab=calls&.calls=acknowledged");
  await expect(row(payer)).toContainText("lee");
  await expect(calls.locator("tbody tr", { hasText: `${late} ` })).toHaveCount(0);
  await pay(payer, "100000.00");
  const refresh = page.getByRole("button", { name: "Refresh", exact: true }).first();
  await page.getByRole("button", { name: /^● paid/ }).click();
  await expect(page).toHaveURL(/\.calls=paid/);
  await refresh.click();
  await expect(row(payer)).toContainText("paid");

  await page.getByRole("button", { name: /overdue/ }).click();
  await expect(async () => {
    await refresh.click();
    await expect(row(late)).toContainText("overdue", { timeout: 1000 });
  }).toPass({ timeout: 20_000, intervals: [500] });
  await expect(row(late)).toContainText("yes");
  await terminal.turn(chinese);
  await expect(page.locator("#clearing-calls tbody .badge")).toHaveText("✕ 逾期");
  await pay(late, "100000.00");
});
