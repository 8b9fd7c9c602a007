// The order ticket: without a mouse, never twice, and refused with a reason.
import { focusRing, tabTo } from "./support/keyboard";
import { chinese, english, expect, test, type Look, type Terminal } from "./support/test";
import { funded, liveOrders, sentOrders, tradable, type Month } from "./support/trading";

const account = { twice: 111, refused: 112, late: 113 };

async function ticket(terminal: Terminal, month: Month, who: number, look: Look = english) {
  await terminal.open("market", look, `i=${month.symbol}&tab=order&account=${who}`);
  const form = terminal.page.locator("form.ticket");
  await expect(form).toBeVisible();
  return {
    form,
    lots: form.getByLabel(look.lang === "en" ? "Lots" : "手数", { exact: true }),
    price: form.getByLabel(look.lang === "en" ? "Price" : "价格", { exact: true }),
    buy: form.locator("button.buy"),
    answer: form.locator(".answer"),
  };
}

test("UI-A11Y-002 UI-KEY-006 UI-KEY-008 an order is placed, amended and cancelled without a mouse", async ({
  terminal,
}) => {
  const { page } = terminal;
  const month = await tradable();
  const who = await funded(month);
  const t = await ticket(terminal, month, who);
  await tabTo(page, t.lots);
  expect(await focusRing(page)).toBeGreaterThanOrEqual(2);
  await page.keyboard.type("2");
  await tabTo(page, t.price);
  // The day's lowest and ten ticks: nearer to the market somebody would sell to it meanwhile.
  await page.keyboard.type(month.limitLow);
  await page.keyboard.press("PageUp");
  const price = await t.price.inputValue();
  expect(Number(price)).toBeGreaterThan(Number(month.limitLow));
  await tabTo(page, t.buy);
  expect(await focusRing(page)).toBeGreaterThanOrEqual(2);
  await page.keyboard.press("Enter");
  await expect(t.answer).toContainText(/\d+/);
  const number = /\d+/.exec((await t.answer.innerText()).replaceAll(",", ""))![0];
  const before = (await liveOrders(who)).find((o) => String(o.order) === number);
  expect(before).toMatchObject({ price, lots: 2 });

  const amend = page.locator(`[data-amend="${number}"]`);
  await expect(amend).toBeVisible();
  await tabTo(page, amend);
  await page.keyboard.press("Enter");
  const row = page.locator("tr.amend");
  await expect(row.locator("input").first()).toBeFocused();
  await page.keyboard.press("ArrowDown");
  const lower = await row.locator("input").first().inputValue();
  expect(Number(lower)).toBeLessThan(Number(price));
  await page.keyboard.press("Enter");
  await expect(row).toHaveCount(0);
  await expect(async () => {
    const after = (await liveOrders(who)).find((o) => String(o.order) === number);
    expect(after?.price).toBe(lower);
  }).toPass({ timeout: 10_000 });

  // The focus stands where it was; the next stop cancels.
  await expect(amend).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(amend).toHaveCount(0);
  expect((await liveOrders(who)).some((o) => String(o.order) === number)).toBe(false);
});

test("UI-SAFE-004 a double click within 250 ms is one order, with a number of its own", async ({ terminal }) => {
  const { page } = terminal;
  const month = await tradable();
  const t = await ticket(terminal, month, account.twice);
  // Answered at once, in the page: the second click must not find the first still under way.
  await page.evaluate(() => {
    const asked: unknown[] = [];
    const real = window.fetch;
    window.fetch = (input, init) => {
      if (init?.method !== "POST" || !String(input).endsWith("/v1/orders")) return real(input, init);
      asked.push(JSON.parse(String(init.body)));
      return Promise.resolve(Response.json({ order: 1, status: "resting", filled: 0, lots: 1, sequence: 1 }));
    };
    Object.assign(window, { asked });
  });
  const sent = () => page.evaluate(() => (window as unknown as { asked: Record<string, unknown>[] }).asked);
  await t.lots.fill("1");
  await t.price.fill(month.limitLow);
  // The answer is back before the second click; a machine that stalls between the two tries again.
  await expect(async () => {
    const before = (await sent()).length;
    const apart = await t.buy.evaluate(
      (button: HTMLButtonElement) =>
        new Promise<number>((done) => {
          const first = performance.now();
          button.click();
          setTimeout(() => {
            const second = performance.now();
            button.click();
            done(second - first);
          }, 150);
        }),
    );
    await page.waitForTimeout(400);
    expect(apart).toBeLessThan(245);
    expect((await sent()).length - before).toBe(1);
  }).toPass({ timeout: 15_000 });
  expect((await sent()).every((o) => typeof o.clientOrderId === "string" && o.clientOrderId !== "")).toBe(true);
});

test("UI-SAFE-003 what is not answered is sending, then late, and is not sent again", async ({ terminal }) => {
  const { page } = terminal;
  const month = await tradable();
  const t = await ticket(terminal, month, account.late);
  const sent = sentOrders(page);
  let answer: () => void = () => undefined;
  const held = new Promise<void>((go) => (answer = go));
  await page.route(/\/v1\/orders$/, async (route) => {
    await held;
    await route.fulfill({ json: { order: 1, status: "resting", filled: 0, lots: 1, sequence: 1 } });
  });
  await t.lots.fill("1");
  await t.price.fill(month.limitLow);
  await t.buy.click();
  await expect(t.answer).toContainText("ending");
  await expect(t.answer).toHaveClass(/warn/, { timeout: 6000 });
  await expect(t.buy).toBeDisabled();
  expect(sent.length).toBe(1);
  answer();
  await expect(t.buy).toBeEnabled();
  expect(sent.length).toBe(1);
});

for (const look of [english, chinese])
  test(`UI-SAFE-005 UI-SAFE-008 UI-A11Y-013 a refusal says why: ${look.lang}`, async ({ terminal }) => {
    const month = await tradable();
    const t = await ticket(terminal, month, account.refused, look);
    await t.lots.fill("1");
    const high = (Number(month.limitHigh) * 2).toFixed(month.priceDecimals);
    await t.price.fill(high);
    await t.buy.click();
    const english = look.lang === "en";
    await expect(t.answer).toContainText(english ? "above the day's highest" : "价格高于涨停价");
    await expect(t.answer).toContainText("PRICE_ABOVE_LIMIT 2103");
    await expect(t.answer).toContainText(high);
    await expect(t.answer).toContainText(month.limitHigh);
    await expect(t.answer.locator("[lang]").first()).toHaveAttribute("lang", english ? "en" : "zh-CN");
    await t.lots.fill("0");
    await expect(t.buy).toBeDisabled();
    await expect(t.lots).toHaveAttribute("aria-invalid", "true");
  });

test("UI-STA-001 live orders come though the venue answers slower than its clock goes", async ({ terminal }) => {
  const { page } = terminal;
  const month = await tradable();
  await page.route(/\/v1\/accounts\/\d+\/orders$/, async (route) => {
    await new Promise((later) => setTimeout(later, 1800));
    await route.fallback();
  });
  await terminal.open("market", english, `i=${month.symbol}&tab=order&account=${account.late}`);
  await expect(page.locator("section.live table, section.live .state").first()).toBeVisible();
});
