// The hedge programme from a usage file to approved orders and a report, at a desk of its own beside the venue.
import { createHash } from "node:crypto";
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { startDesk, type Desk } from "./support/desk";
import { axe } from "./support/axe";
import { watch } from "./support/invariants";
import { names } from "./support/names";
import { home } from "./support/places";
import { ask, chinese, english, expect, nameOf, Terminal, test, venue, type Look } from "./support/test";

test.describe.configure({ mode: "serial" });

let desk: Desk;
test.beforeAll(async () => {
  test.setTimeout(120_000);
  desk = await startDesk(venue());
});
test.afterAll(() => desk?.stop());

const bill = `${home}/docs/examples/desk/lanternfish-supply.csv`;
const focus = `${home}/docs/examples/desk/lanternfish-focus.csv`;
const proxy = `${home}/docs/examples/desk/lanternfish-litellm.csv`;

/** Opens a step at the desk's own address: the terminal is the same, the venue is behind it. */
async function at(terminal: Terminal, step: string, look: Look = english): Promise<Page> {
  const { page } = terminal;
  await page.goto(
    `${desk.address}/?page=hedge&.step=${step}&lang=${look.lang}&theme=${look.theme}&conv=${look.conv}`,
  );
  await terminal.settled();
  await expect(page.locator(".hedge-steps")).toBeVisible();
  return page;
}

interface Market {
  months: { symbol: string }[];
  indexHistory: { day: string; value: number }[];
}

const steps = ["overview", "import", "map", "forecast", "policy", "ratio", "strategy", "approve", "work", "report"];

const file = (name: string, text: string) => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
const told = (page: Page) => page.locator(".hedge-told:not(:empty)").first();

test("UI-HDG-001 usage files are read, bad ones refused with reason and line, and the mapping is shown", async ({
  terminal,
}) => {
  const page = await at(terminal, "import");
  const input = page.locator("#hedge-import input[type=file]");
  await input.setInputFiles(file("wrong.csv", "day,model,input\n2026-01-01,gpt-4.1,5\n"));
  await expect(page.locator('[data-code="wrong-columns"]')).toContainText("nearest bill: cached_input, output");
  await input.setInputFiles(file("negative.csv", `${readFileSync(bill, "utf8").split("\n")[0]}\n2026-05-28,alibaba,gpt-4.1,-5,0,7,0,0,1.0,CNY,a\n`));
  await expect(page.locator('[data-code="row"]')).toContainText("negative.csv:2 input");
  await expect(page.locator('[data-code="row"]')).toContainText("given -5");
  await terminal.turn(chinese);
  await expect(page.locator("#hedge-import")).toContainText("用量文件");
  expect(existsSync(`${desk.folder}/usage.json`)).toBe(false);
  for (const path of [bill, focus, proxy]) {
    await input.setInputFiles(path);
    await expect(page.locator("#hedge-import tbody tr", { hasText: path.split("/").at(-1)! })).toBeVisible();
  }
  await input.setInputFiles(bill);
  await expect(page.locator('[data-code="imported-before"]')).toContainText("不会重复计入");
  await at(terminal, "map");
  await expect(page.locator("#hedge-lines")).toContainText("not mapped");
  const unnamed = page.getByRole("button", { name: /^Map / });
  for (let left = await unnamed.count(); left > 0; left--) await unnamed.first().click();
  await page.locator("#hedge-map").getByRole("button", { name: "Save" }).click();
  await expect(page.locator("#hedge-lines")).not.toContainText("not mapped");
  await expect(page.locator("#hedge-lines tbody tr").first()).toContainText(/price: .* mean of \d+ prints/);
  await page.locator("#hedge-map tbody tr").first().getByLabel(/^Covered/).fill("2");
  await page.locator("#hedge-map").getByRole("button", { name: "Save" }).click();
  await expect(told(page)).toContainText("nearest 1");
});

test("UI-HDG-002 exposure by month, product and entity is edited, and filled by a curve in three cases", async ({
  terminal,
}) => {
  const page = await at(terminal, "forecast");
  const total = page.locator("#hedge-grid .hedge-total").first();
  const before = await total.innerText();
  await page.getByLabel("Growth curve").selectOption("monthly");
  await page.getByLabel("Growth a month, base", { exact: true }).fill("0.05");
  await page.getByLabel("low", { exact: true }).fill("0");
  await page.getByLabel("high", { exact: true }).fill("0.1");
  await page.getByLabel("Entity", { exact: true }).fill("Lanternfish Ltd");
  await page.getByLabel(/^Budget/).fill("20500000");
  await page.locator("#hedge-forecast").getByRole("button", { name: "Save" }).click();
  await expect(told(page)).toContainText("months of exposure");
  await expect(total).not.toHaveText(before);
  await expect(page.locator("#hedge-grid tbody")).toContainText("Lanternfish Ltd");
  const cell = page.locator("#hedge-grid input").nth(1);
  const [low, middle, high] = await page.locator("#hedge-grid input").evaluateAll((all) =>
    all.slice(0, 3).map((i) => Number((i as HTMLInputElement).value)),
  );
  expect(low! < middle! && middle! < high!).toBe(true);
  await cell.fill(String(high! + 1));
  await page.locator("#hedge-forecast").getByRole("button", { name: "Save" }).click();
  await expect(told(page)).toContainText("must lie between low and high");
  const all = async () => Number((await total.locator("td").nth(2).innerText()).replaceAll(",", ""));
  const sum = await all();
  await cell.fill(String(middle! + 0.5));
  await page.locator("#hedge-forecast").getByRole("button", { name: "Save" }).click();
  await expect(page.locator("#hedge-grid tbody tr").first()).toContainText("by hand");
  await expect.poll(all).toBeCloseTo(sum + 0.5, 3);
});

test("UI-HDG-004 the ratio has its interval, its sample and the changes that the user chose", async ({ terminal }) => {
  const page = await at(terminal, "ratio");
  await page.getByRole("button", { name: "Model: trend" }).click();
  const sentence = page.locator("#hedge-ratio .hedge-sentence");
  await expect(sentence).toContainText(/Ratio \d/, { timeout: 30_000 });
  const index = (JSON.parse(readFileSync(`${desk.folder}/market.json`, "utf8")) as Market).indexHistory;
  // A price that follows the index, and strays from it by a little every day.
  const prices = index.slice(-500).map((d, i) => `${d.day},${(d.value * (1.2 + 0.02 * Math.sin(i * 1.7))).toFixed(4)}`);
  const own = page.locator("#hedge-market input[type=file]");
  await own.setInputFiles(file("own.csv", `day,price\n${prices.join("\n")}\n`));
  await expect(page.locator('[data-code="own-prices"]')).toContainText("nearest day,value");
  await own.setInputFiles(file("own.csv", `day,value\n${prices.join("\n")}\n`));
  await expect(page.locator("#hedge-market")).toContainText(`${prices.length} days of own prices were handed in`);
  for (const [frequency, method] of [["day", "daily changes"], ["month", "monthly changes"]] as const) {
    await page.getByLabel("Changes").selectOption(frequency);
    await expect(sentence).toHaveAttribute("data-asked", frequency);
    const row = page.locator("#hedge-ratio tbody tr", { hasText: method });
    await expect(row.locator("td").last()).toHaveText("yes");
    const [slope, low, high] = await row
      .locator("td")
      .evaluateAll((cells) => cells.slice(3, 6).map((cell) => Number(cell.textContent)));
    expect(low! < slope! && slope! < high!).toBe(true);
  }
  const changes = page.locator("#hedge-ratio tbody tr", { hasText: "monthly changes" }).locator("td").first();
  const all = Number(await changes.innerText());
  await page.getByLabel("Sample from").fill(index.at(-420)!.day);
  await expect.poll(async () => Number(await changes.innerText())).toBeLessThan(all);
  await expect(sentence).toContainText(`${index.at(-420)!.day} to`);
});

test("UI-HDG-003 shares stand against their bands, and a band upside down changes nothing", async ({ terminal }) => {
  const page = await at(terminal, "policy");
  const kept = readFileSync(`${desk.folder}/policy.json`, "utf8");
  await page.getByLabel("Least of band 1", { exact: true }).fill("0.9");
  await page.getByLabel("Most of band 1", { exact: true }).fill("0.4");
  await page.getByLabel(/^Approvers/).fill("Marta, Lin, Chen");
  await page.locator("#hedge-policy").getByRole("button", { name: "Save" }).click();
  const fault = page.locator('[data-code="band-upside-down"]');
  for (const part of ["$.bands[0].least", "given 0.9", "limit <= 0.4", "nearest 0.4"])
    await expect(fault).toContainText(part);
  await terminal.turn(chinese);
  await expect(fault).toContainText("下限不得高于上限");
  await terminal.turn(english);
  expect(readFileSync(`${desk.folder}/policy.json`, "utf8")).toBe(kept);
  // A treasury that allows all: whether a plan keeps it is not this test's question.
  const policy = JSON.parse(kept) as { bands: { least: number; most: number }[] } & Record<string, unknown>;
  policy.bands = [{ ...policy.bands[0]!, toMonth: 6, least: 0, most: 1 } as never, { fromMonth: 7, toMonth: 12, least: 0.95, most: 1 } as never];
  Object.assign(policy, { approvers: ["Marta", "Lin", "Chen"], liquidityCap: 9e9, hedgeLoss: 9e9, overBudget: 1 });
  const answer = await page.request.post(`${desk.address}/desk/policy`, { data: policy });
  expect(answer.ok()).toBe(true);
  await at(terminal, "strategy");
  await page.getByLabel("Paths", { exact: true }).fill("400");
  await page.getByRole("button", { name: "Make the plan" }).click();
  await expect(page.locator("#hedge-plan")).toContainText("400 paths", { timeout: 30_000 });
  await at(terminal, "policy");
  await expect(page.locator("#hedge-months tbody tr")).toHaveCount(12);
  await expect(page.locator("#hedge-months tbody tr").first()).toContainText(/%.*% – .*%/);
  const outside = await page.locator("#hedge-months [data-breach]").count();
  await expect(page.locator("#hedge-breaches tbody tr", { hasText: "band" })).toHaveCount(outside);
});

const panels: [string, string][] = [
  ["UI-HDG-005 the basis has its history, band and season", "basis season basis-futures"],
  ["UI-HDG-006 strip and stack are compared by risk, roll, margin, cost and liquidity", "strategies"],
  ["UI-HDG-007 a fan before and after the hedge with the budget and the chance to miss it", "fan"],
  ["UI-HDG-008 scenarios of price, volume and shocks stand in a grid", "scenarios"],
  ["UI-HDG-009 variation calls are a distribution", "calls"],
];
const holds: Record<string, RegExp[]> = {
  basis: [/Basis by month|Month/, /mix/],
  season: [/Calendar month/],
  strategies: [/Standard deviation/, /Expected cost of rolling/, /Worst margin call/, /Cost to trade/, /Lots beyond/],
  fan: [/Median/, /95%/],
  scenarios: [/all prices/, /twice the volume/, /supply shock/, /Net cost/],
  calls: [/99\.0%/, /Worst ten days/],
};

test(`${panels.map(([title]) => title).join("; ")}; UI-HDG-013 each chart has its sentence in both languages`, async ({
  terminal,
}) => {
  const page = await at(terminal, "overview");
  await expect(page.locator(".hedge-fact")).toHaveCount(6);
  await expect(page.locator("#hedge-head-over-budget")).toContainText(/%.*without the hedge.*%/s);
  for (const id of panels.flatMap(([, ids]) => ids.split(" "))) {
    const panel = page.locator(`#hedge-${id}`);
    const open = panel.getByRole("button", { name: "Table" });
    if ((await open.count()) > 0 && (await open.getAttribute("aria-expanded")) === "false") await open.click();
    for (const words of holds[id] ?? []) await expect(panel).toContainText(words);
    await panel.locator("summary").click();
    await expect(panel.locator("details[open]")).toContainText("Formula");
  }
  await expect(page.locator("#hedge-fan polygon")).toHaveCount(2);
  const chart = page.locator("#hedge-fan [role=slider]");
  await chart.focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.locator("#hedge-fan .hedge-reading")).toContainText(/\d{4}-\d{2}/);
  const sentences = page.locator(".hedge-grid .hedge-sentence");
  const count = await page.locator(".hedge-grid .panel").count();
  for (const look of [english, chinese]) {
    await terminal.turn(look);
    await expect(sentences).toHaveCount(count);
    for (const text of await sentences.allInnerTexts())
      expect(text, nameOf(look)).toMatch(look.lang === "zh" ? /[\u4e00-\u9fff].*。$/s : /[a-z].*\.\)?$/s);
    expect(await axe(page)).toEqual([]);
  }
});

test("UI-HDG-011 realised cost is shown with the hedge and without it", async ({ terminal }) => {
  const market = JSON.parse(readFileSync(`${desk.folder}/market.json`, "utf8")) as Market;
  const symbol = market.months[0]!.symbol;
  const digest = "0".repeat(64);
  const hedge = { month: "2026-07", symbol, lots: 3, units: 30000, share: 0.1, price: 4, beyondBook: 0, overHedge: 0 };
  const proposed = {
    digest, programme: "before", made: "2026-06-30", contract: "TK", lots: 3, approvers: 1, hedges: [hedge], breaches: [],
    months: [{ month: "2026-07", volume: 100000, own: 4, index: 4, ratio: 1 }],
  };
  const fills = [{ month: "2026-07", symbol, lots: 3, price: 4, day: "2026-06-30", trade: 1 }];
  let before = "";
  const lines = [
    { number: 1, moment: "2026-06-30T09:00:00Z", kind: "Proposed", who: "Marta", before, proposed },
    { number: 2, moment: "2026-06-30T09:00:01Z", kind: "Allocated", who: "Lin", before, allocated: { digest, clientOrderId: "a", fills } },
  ];
  for (const line of lines) {
    const text = JSON.stringify({ ...line, before });
    appendFileSync(`${desk.folder}/journal.jsonl`, `${text}\n`);
    before = createHash("sha256").update(text).digest("hex");
  }
  const page = await at(terminal, "work");
  const panel = page.locator("#hedge-realised");
  await expect(panel.locator(".hedge-sentence")).toContainText(/1 billed months it came to .* without the hedge and .* with it/);
  await panel.getByRole("button", { name: "Table" }).click();
  const cells = await panel.locator("tbody tr").first().locator("td").allInnerTexts();
  expect(cells[1]).not.toBe(cells[2]);
});

test("UI-HDG-010 orders are sent only after a second person has approved", async ({ terminal }) => {
  const page = await at(terminal, "ratio");
  // The venue's own curve, and a bill of the month before its day: what is planned can be sent there.
  const months = await ask<{ contract: string; symbol: string; spread: object | null; phase: string }[]>("v1/instruments");
  expect(months.some((m) => m.contract === "TK" && !m.spread)).toBe(true);
  await page.getByRole("button", { name: "Read the venue" }).click();
  await expect(page.locator("#hedge-market")).toContainText(venue(), { timeout: 30_000 });
  const paper = (await (await page.request.get(`${desk.address}/desk/programme`)).json()) as {
    programme: Record<string, unknown> & { forecast: object };
    policy: Record<string, unknown>;
    market: { day: string };
  };
  const [year, month] = paper.market.day.split("-").map(Number) as [number, number];
  const next = new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 7);
  const entered = [{ month: next, low: 300_000, base: 400_000, high: 500_000 }];
  const forecast = { ...paper.programme.forecast, items: undefined, months: 2, curve: "flat", monthlyGrowth: 0, lowGrowth: 0, highGrowth: 0, ceiling: null, entered };
  const mapping = [{ item: "*", contract: "TK", method: "factor", factor: 1, basis: "IndexLinked", spread: 0, covered: 0, reason: "linked", utilisation: null }];
  const policy = { ...paper.policy, bands: [{ fromMonth: 1, toMonth: 12, least: 0.5, most: 1 }], mostOfOpenInterest: 1, mostOfDailyVolume: 1, waivers: ["band", "open interest", "daily volume", "liquidity", "over budget", "hedge loss"].map((rule) => ({ rule, owner: "Chen", until: "2030-01-01", reason: "test" })) };
  for (const [step, data] of [["programme", { ...paper.programme, mapping, forecast, budget: null }], ["policy", policy], ["plan", { paths: 200 }]] as const) {
    const answer = await page.request.post(`${desk.address}/desk/${step}`, { data });
    expect(answer.ok(), `${step}: ${await answer.text()}`).toBe(true);
  }
  await at(terminal, "approve");
  await expect(page.locator("#hedge-proposal tbody tr").first()).toContainText("TK-");
  const name = page.getByLabel("Your name");
  await name.fill("Marta");
  await page.getByRole("button", { name: "Propose", exact: true }).click();
  await expect(page.locator("#hedge-agreed")).toContainText("Proposed by Marta; 0 of");
  await page.getByRole("button", { name: "Approve", exact: true }).click();
  await expect(page.locator('[data-code="refused"]')).toContainText("another person must agree");
  await at(terminal, "work");
  await page.getByRole("button", { name: "Work today's share" }).click();
  await expect(page.locator('[data-code="refused"]')).toContainText("approvals");
  expect(readFileSync(`${desk.folder}/journal.jsonl`, "utf8")).not.toContain('"Staged"');
  await at(terminal, "approve");
  for (const person of ["Lin", "Chen"]) {
    if ((await page.locator("#hedge-approve").innerText()).includes("it may be worked")) break;
    await name.fill(person);
    await page.getByRole("button", { name: "Approve", exact: true }).click();
    await expect(page.locator("#hedge-agreed")).toContainText(person);
  }
  await expect(page.locator("#hedge-approve")).toContainText("it may be worked");
  const accounts = await ask<{ account: number; role: string }[]>("v1/accounts");
  const hedger = accounts.find((a) => a.role.startsWith("hedger"))!;
  await at(terminal, "work");
  await page.getByRole("textbox", { name: "Account", exact: true }).fill(String(hedger.account));
  await page.getByLabel("Your name").fill("Marta");
  await page.getByRole("button", { name: "Work today's share" }).click();
  await expect(told(page)).toContainText(/TK-\w+: (buy|\w+; orders|\d+ lots)/, { timeout: 20_000 });
  await expect(page.locator("#hedge-work tbody tr").first()).toContainText("TK-");
});

test("UI-HDG-012 the report leaves as CSV and JSON, and is made again from its bundle byte for byte", async ({
  terminal,
}) => {
  const page = await at(terminal, "report");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.locator("#hedge-report a", { hasText: "JSON bundle" }).click(),
  ]);
  const bundle = readFileSync((await download.path())!);
  const csv = await (await page.request.get(`${desk.address}/desk/report?format=csv&lang=zh`)).body();
  const again = async (format: string) =>
    (await page.request.post(`${desk.address}/desk/again?format=${format}&lang=zh`, { data: bundle })).body();
  expect((await again("json")).equals(bundle)).toBe(true);
  expect((await again("csv")).equals(csv)).toBe(true);
  await page.locator("#hedge-report input[type=file]").setInputFiles({ name: "report.json", mimeType: "application/json", buffer: bundle });
  await expect(told(page)).toContainText(createHash("sha256").update(bundle).digest("hex"));
  const changed = Buffer.from(bundle.toString("utf8").replace(/"lots": \d+/, '"lots": 999'));
  await page.locator("#hedge-report input[type=file]").setInputFiles({ name: "report.json", mimeType: "application/json", buffer: changed });
  await expect(page.locator('[data-code="no-report"]')).toContainText("it was changed");
});

test(
  "UI-A11Y-001 UI-LIVE-003 UI-LIVE-004 UI-LIVE-005 every step of the programme, in both languages",
  { tag: "@slow" },
  async ({ terminal }) => {
    test.setTimeout(300_000);
    // The desk names a verb of its command line, and an address.
    const allowed = [...(await names()), "desk", "expose", "http"];
    for (const step of steps) {
      const page = await at(terminal, step);
      for (const look of [english, chinese]) {
        await terminal.turn(look);
        const told = (lines: string[]) => lines.map((line) => `${step} ${nameOf(look)}: ${line}`);
        const rules = { names: look.lang === "zh" ? allowed : null, oldest: Infinity };
        const faults = await watch(page, rules, 300);
        expect.soft(told(faults.map((f) => `${f.code} ${f.text}`))).toEqual([]);
        expect.soft(told(await axe(page))).toEqual([]);
      }
    }
  },
);

test("the venue's own terminal says where the programme is, and the desk's has the venue behind it", async ({
  terminal,
}) => {
  await terminal.open("hedge");
  await expect(terminal.page.locator("#hedge-none")).toContainText("desk serve --venue");
  const page = await at(terminal, "overview");
  await page.goto(`${desk.address}/?page=market&lang=en`);
  await terminal.settled();
  await expect(page.locator("#page main")).toContainText("TK-");
});
