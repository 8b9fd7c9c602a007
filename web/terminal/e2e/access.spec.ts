// Accessibility beyond what axe reads: journeys without a mouse, what is read aloud, sizes, reflow, preferences, languages.
import type { Page } from "@playwright/test";
import { Feed } from "./support/feed";
import { focusRing, tabTo } from "./support/keyboard";
import { registered } from "./support/pages";
import { ask, chinese, english, expect, test } from "./support/test";
import { funded, liveOrders, tradable } from "./support/trading";
import { holds, kept, pin, ticksOn, workspace } from "./support/workspace";

const account = 111;

/** The focus is seen: a ring of two pixels, and nothing of another layer lies over its middle. */
async function seen(page: Page): Promise<void> {
  expect(await focusRing(page)).toBeGreaterThanOrEqual(2);
  const free = await page.evaluate(() => {
    const e = document.activeElement!;
    const box = e.getBoundingClientRect();
    const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return top !== null && (e.contains(top) || top.contains(e));
  });
  expect(free, "what has the focus is covered").toBe(true);
}

test("UI-A11Y-002 UI-KEY-008 an order is placed, amended and cancelled, and a position turned round, without a mouse", async ({
  terminal,
}) => {
  const { page } = terminal;
  const month = await tradable();
  const who = await funded(month);
  const w = await workspace(terminal, month, who, english, "&.tab=orders");
  await tabTo(page, w.price);
  await seen(page);
  // The day's lowest and ten ticks: nearer to the market somebody would sell to it meanwhile.
  await page.keyboard.type(month.limitLow);
  await page.keyboard.press("PageUp");
  const price = await w.price.inputValue();
  expect(Number(price)).toBeGreaterThan(Number(month.limitLow));
  await tabTo(page, w.lots);
  await page.keyboard.press("Control+a");
  await page.keyboard.type("2");
  await tabTo(page, w.buy);
  await seen(page);
  await page.keyboard.press("Enter");
  await expect(w.said).toContainText(/Order [\d,]+: resting/);
  const number = /Order ([\d,]+)/.exec(await w.said.innerText())![1]!.replaceAll(",", "");
  const before = (await liveOrders(who)).find((o) => String(o.order) === number);
  expect(before).toMatchObject({ price, lots: 2 });

  const amend = page.locator(`[data-amend="${number}"]`);
  await expect(amend).toBeVisible();
  await tabTo(page, amend);
  await seen(page);
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

  // Turned round from its row in the table.
  await holds(page, who, [{ symbol: month.symbol, side: "long", lots: 3 }]);
  const sent = await kept(page);
  await tabTo(page, w.arm);
  await page.keyboard.press("Enter");
  await expect(w.arm).toHaveAttribute("aria-pressed", "true");
  await tabTo(page, page.getByRole("tab", { name: /^Orders/ }));
  await page.keyboard.press("ArrowLeft");
  const reverse = page.locator(`tr[data-position="${month.symbol} long"]`).getByRole("button", { name: "Reverse" });
  await expect(reverse).toBeEnabled({ timeout: 5000 });
  await tabTo(page, reverse);
  await seen(page);
  await page.keyboard.press("Enter");
  await expect.poll(() => sent.at(-1)).toMatchObject({ path: "v1/positions/reverse", body: { symbol: month.symbol } });
});

test("UI-A11Y-003 the ladder is one tab stop, a grid in which arrows move and Enter orders when armed, and a row says what is there", async ({
  terminal,
}) => {
  const { page } = terminal;
  const month = await tradable();
  const sent = await kept(page);
  const w = await workspace(terminal, month, account);
  await expect(w.ladder).toHaveRole("grid");
  await expect(w.ladder).toHaveAttribute("aria-rowcount", /\d+/);
  expect(await w.ladder.locator("button, a, input, select, [tabindex]").count()).toBe(0);
  await tabTo(page, w.ladder);
  const active = () =>
    w.ladder.evaluate((grid) => {
      const row = document.getElementById(grid.getAttribute("aria-activedescendant")!)!;
      const texts = [...row.children].map((c) => c.textContent || "0");
      return { index: Number(row.getAttribute("aria-rowindex")), name: row.getAttribute("aria-label"), texts };
    });
  const before = await active();
  await page.keyboard.press("ArrowDown");
  await expect.poll(async () => (await active()).index).toBe(before.index + 1);
  await page.keyboard.press("PageUp");
  await expect.poll(async () => (await active()).index).toBe(Math.max(1, before.index - 9));
  // What is heard is what stands there, also after the book has moved.
  await expect(async () => {
    const { name, texts } = await active();
    const [buys, bid, price, asked, sells] = texts;
    expect(name).toBe(`${price}: bid ${bid} lots, ask ${asked} lots, my buys ${buys}, my sells ${sells}`);
  }).toPass({ timeout: 5000 });
  const price = (await active()).texts[2]!.replaceAll(",", "");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await expect(w.price).toHaveValue(price);
  expect(sent).toEqual([]);
  await w.arm.press("Enter");
  await expect(w.ladder).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Enter");
  await expect.poll(() => sent.at(-1)?.body).toMatchObject({ side: "buy", price });
});

test("UI-A11Y-004 what streams is no live region; fills and refusals are told at once, the page's state politely", async ({
  terminal,
}) => {
  const { page } = terminal;
  const month = await tradable();
  const feed = await Feed.of(page);
  const row = (await ask<{ symbol: string; tickSize: string }[]>("v1/instruments")).find((r) => r.symbol === month.symbol)!;
  const last = month.last ?? month.previousSettlement;
  await pin(page, feed, { [month.symbol]: { phase: "volatility auction", indicativePrice: last, indicativeLots: 5 } });
  // A message of the stream is made into a fill that follows what the account's channel has told.
  let filled = false;
  let chain: { seq: number; epoch: string | undefined } | null = null;
  const quotes = feed.changes();
  feed.alter((text) => {
    const frame = JSON.parse(text) as { channel: string; type?: string; seq?: number; epoch?: string; time?: string };
    if (frame.channel === `fills:${account}`) chain = { seq: frame.seq!, epoch: frame.epoch };
    const spare = frame.channel === "heartbeat" || frame.channel === "status" || frame.type === "delta";
    if (!spare || !filled || chain === null) return quotes(text);
    filled = false;
    const fill = { sequence: chain.seq + 1, trade: 1, order: 1, clientOrderId: null, symbol: month.symbol, side: "buy", price: last };
    const more = { time: frame.time, lots: 4, opened: 4, fee: "0.00", currency: "USD", liquidity: "taker", origin: "book" };
    const next = { prevSeq: chain.seq, seq: chain.seq + 1, epoch: chain.epoch, time: frame.time };
    return JSON.stringify({ channel: `fills:${account}`, type: "event", ...next, data: [{ ...fill, ...more }] });
  });
  const w = await workspace(terminal, month, account, english, "&.tab=fills");
  // Everything that carries a live number, in an auction too, stands outside of live regions.
  const inside = await page.evaluate(() =>
    [...document.querySelectorAll("[data-q], .trade-rows, .phase-strip .num, td.num")]
      .filter((e) => e.closest("[aria-live]:not([aria-live=off]), [role=status], [role=alert], [role=log]"))
      .map((e) => e.outerHTML.slice(0, 120)),
  );
  expect(inside).toEqual([]);
  await page.evaluate(() => {
    const told: string[] = [];
    for (const e of document.querySelectorAll("[aria-live], [role=status], [role=alert]"))
      new MutationObserver(() => told.push(e.textContent ?? "")).observe(e, { childList: true, characterData: true, subtree: true });
    Object.assign(window, { told });
  });
  await page.waitForTimeout(2500);
  expect(await page.evaluate(() => (window as unknown as { told: string[] }).told.length)).toBeLessThanOrEqual(1);

  // A refusal is an alert where it was typed.
  await w.price.fill(ticksOn(month.limitHigh, row.tickSize, 50, month.priceDecimals));
  await w.lots.fill("1");
  await w.buy.click();
  const held = page.locator(".trade-held button");
  if (await held.isVisible()) await held.click();
  await expect(w.said.locator("[role=alert]")).toContainText("above the day's highest");

  // The state of the screen is said politely, once.
  await w.rest.click();
  await page.keyboard.press("f");
  await expect(page.locator("#polite")).toContainText("Market numbers stand still");
  await page.keyboard.press("f");
  await expect(page.locator("#urgent")).toHaveAttribute("aria-live", "assertive");

  // A fill of the account is said at once.
  filled = true;
  await expect(page.locator("#urgent")).toContainText(`Bought 4 ${month.symbol} at ${last}, account ${account}`);
});

test("UI-A11Y-007 what colour tells is told by a sign, an arrow, a word or a place too", async ({ terminal }) => {
  const { page } = terminal;
  const month = await tradable();
  const bare = () =>
    page.evaluate(() => {
      const signed = /[▲▼+\-–◆]|Limit|涨停|跌停/;
      return [...document.querySelectorAll<HTMLElement>("main .up, main .down")]
        .filter((e) => e.checkVisibility() && e.textContent.trim() !== "")
        .filter((e) => {
          if (signed.test(e.textContent)) return false;
          const around = e.closest("tr, .fact, .trade-last, .trade-tile") ?? e.parentElement!;
          return !signed.test(around.textContent);
        })
        .map((e) => e.outerHTML.slice(0, 120));
    });
  await terminal.open("market");
  expect(await bare()).toEqual([]);
  await workspace(terminal, month, account, english, "&.lay=monitor");
  await expect(page.locator(".trade-tile")).toHaveCount(12);
  expect(await bare()).toEqual([]);
  // Sides are words in every table, and the aggressor has a glyph of its own.
  const glyphs = await page.locator("#tape tbody tr td:nth-child(4)").allInnerTexts();
  for (const text of glyphs.slice(0, 20)) expect(text).toMatch(/[▲▼◆]/);
});

test("UI-A11Y-008 nothing needs dragging, and what is pressed has 24 pixels or as much room", async ({ terminal }) => {
  const { page } = terminal;
  const month = await tradable();
  const small = () =>
    page.evaluate(() => {
      const all = [...document.querySelectorAll<HTMLElement>("button, a[href], select, input, summary, [role=tab]")]
        .filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.matches(":disabled, .skip"))
        .filter((e) => getComputedStyle(e).display !== "inline" || e.closest("table, nav, header") !== null)
        .map((e) => ({ e, box: (e.closest("label") ?? e).getBoundingClientRect() }))
        .filter(({ box }) => box.width > 0);
      const middle = (b: DOMRect) => [b.x + b.width / 2, b.y + b.height / 2] as const;
      return all
        .filter(({ box }) => box.width < 23.9 || box.height < 23.9)
        .filter(({ e, box }) =>
          all.some((o) => {
            if (o.e === e || o.e.contains(e) || e.contains(o.e)) return false;
            const [x, y] = middle(box);
            const [ox, oy] = middle(o.box);
            return Math.hypot(x - ox, y - oy) < 24;
          }),
        )
        .map(({ e, box }) => `${e.outerHTML.slice(0, 100)} ${Math.round(box.width)}×${Math.round(box.height)}`);
    });
  for (const page of ["market", "trade", "settings"]) {
    await terminal.open(page, english, `i=${month.symbol}&account=${account}`);
    expect(await small(), page).toEqual([]);
  }
  await workspace(terminal, month, account);
  expect(await page.locator("[draggable=true]").count()).toBe(0);
  // The one thing that can be dragged, the chart, has buttons; panels are moved by choices.
  await expect(page.getByRole("button", { name: "Earlier" })).toBeVisible();
  await page.getByRole("button", { name: "Earlier" }).click();
  await page.getByRole("button", { name: "Arrange panels" }).click();
  await page.locator(".trade-layout-edit select").first().selectOption("right");
  await expect(page.locator(".trade-column.right #trade-watch")).toBeVisible();
});

test("UI-A11Y-009 every page reflows at 320 pixels and reads at twice its size, in both languages", async ({ terminal }) => {
  const { page } = terminal;
  const wide: string[] = [];
  // 840 is a window of 1680 at twice its size.
  for (const [width, height] of [
    [320, 700],
    [840, 500],
  ] as const) {
    await page.setViewportSize({ width, height });
    await terminal.open("market", english, "account=110");
    for (const name of registered.map((p) => p.name)) {
      await page.evaluate((to) => {
        const address = new URL(location.href);
        address.searchParams.set("page", to);
        history.pushState(null, "", address);
        dispatchEvent(new PopStateEvent("popstate"));
      }, name);
      await terminal.settled();
      for (const look of width === 320 ? [english, chinese] : [english]) {
        if (look === chinese) await terminal.turn(chinese);
        const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (over > 0) wide.push(`${name} ${look.lang} ${width}: ${over} px too wide`);
      }
      if (width === 320) await terminal.turn(english);
    }
  }
  expect(wide).toEqual([]);
});

test("UI-A11Y-010 less motion, more contrast and forced colours are honoured", async ({ terminal }) => {
  const { page } = terminal;
  const month = await tradable();
  await page.emulateMedia({ reducedMotion: "reduce" });
  await workspace(terminal, month, account);
  const moving = () =>
    page.evaluate(
      () =>
        document.getAnimations().length +
        [...document.querySelectorAll("*")].filter((e) => {
          const s = getComputedStyle(e);
          return s.animationName !== "none" || s.transitionDuration.split(", ").some((d) => parseFloat(d) > 0.01);
        }).length,
    );
  expect(await moving()).toBe(0);
  await page.locator(".trade-kill").dispatchEvent("pointerdown");
  expect(await moving()).toBe(0);
  await page.locator(".trade-kill").dispatchEvent("pointerup");

  const colours = () =>
    page.evaluate(() => {
      const s = getComputedStyle(document.documentElement);
      return { muted: s.getPropertyValue("--muted").trim(), text: s.getPropertyValue("--text").trim() };
    });
  expect((await colours()).muted).not.toBe((await colours()).text);
  await page.emulateMedia({ contrast: "more" });
  for (const look of [english, chinese]) {
    await terminal.turn(look);
    const shown = await page.evaluate(() => {
      const muted = document.querySelector("main .muted")!;
      return [getComputedStyle(muted).color, getComputedStyle(document.body).color];
    });
    expect(shown[0], look.theme).toBe(shown[1]);
  }

  await page.emulateMedia({ contrast: null, forcedColors: "active" });
  const forced = await page.evaluate(() => {
    const chosen = document.querySelector(".trade-watch tr.chosen")!;
    const pressed = document.querySelector('[aria-pressed="true"]')!;
    return {
      outline: getComputedStyle(chosen).outlineStyle,
      border: getComputedStyle(pressed).borderTopWidth,
      adjust: getComputedStyle(document.querySelector("main")!).forcedColorAdjust,
    };
  });
  expect(forced).toEqual({ outline: "solid", border: "2px", adjust: "auto" });
});

test("UI-A11Y-011 the end of a session is told before it comes", async ({ terminal }) => {
  const { page } = terminal;
  const until = new Date(Date.now() + 90_000).toISOString();
  const session = { access: "identity", user: "tina", participant: "alpha", scopes: ["read", "trade"], accounts: [110], until };
  await page.route(/\/v1\/session$/, (route) => route.fulfill({ json: session }));
  await terminal.open("market");
  await expect(page.locator("header [role=status]", { hasText: /signed in for \d+ s more/ })).toBeVisible();
});

test("UI-A11Y-012 text of another language says which one it is, on every page", async ({ terminal }) => {
  const { page } = terminal;
  await terminal.open("market", english, "account=110");
  const foreign = () =>
    page.evaluate(() => {
      const chinesePage = document.documentElement.lang === "zh-CN";
      const found: string[] = [];
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const text = (node.textContent ?? "").trim();
        const e = node.parentElement!;
        if (e.closest("script, style, code, kbd, pre, [translate=no]")) continue;
        // Three English words in a row are a sentence; names and codes are shorter.
        const other = chinesePage ? /[A-Za-z]{3,} [a-z]{2,} [a-z]{2,}/.test(text) : /[\u4e00-\u9fff]/.test(text);
        const lang = e.closest("[lang]")?.getAttribute("lang") ?? "";
        if (other && lang.startsWith("zh") === chinesePage) found.push(text.slice(0, 60));
      }
      return found;
    });
  const wrong: string[] = [];
  for (const name of registered.map((p) => p.name)) {
    await page.evaluate((to) => {
      const address = new URL(location.href);
      address.searchParams.set("page", to);
      history.pushState(null, "", address);
      dispatchEvent(new PopStateEvent("popstate"));
    }, name);
    await terminal.settled();
    for (const look of [english, chinese]) {
      await terminal.turn(look);
      await expect(page.locator("html")).toHaveAttribute("lang", look.lang === "en" ? "en" : "zh-CN");
      wrong.push(...(await foreign()).map((text) => `${name} ${look.lang}: ${text}`));
    }
  }
  expect(wrong).toEqual([]);
});
