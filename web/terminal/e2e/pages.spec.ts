// Every page that is registered, live: what must hold of it at any moment, and what axe finds.
import { axe } from "./support/axe";
import { watch } from "./support/invariants";
import { names } from "./support/names";
import { registered } from "./support/pages";
import { chinese, english, expect, nameOf, test } from "./support/test";

/** In each look, milliseconds. */
const watched = 1500;

/** The page calls a feed old after three seconds; two more are for a machine that has other work. */
const oldest = 5;

const live = "UI-LIVE-001 UI-LIVE-002 UI-LIVE-003 UI-LIVE-004 UI-LIVE-005 UI-LIVE-006 UI-LIVE-007";

for (const page of registered)
  test(`${live} UI-A11Y-001 ${page.name} holds while the laboratory trades, and axe finds nothing`, async ({
    terminal,
  }) => {
    const allowed = await names();
    await terminal.open(page.name, english, page.query);
    for (const look of [english, chinese]) {
      await terminal.turn(look);
      // axe holds the page's thread for seconds; what it kept waiting is heard before the page is judged again.
      await expect(terminal.page.locator(".feed")).toHaveAttribute("data-fresh", "fresh");
      const rules = { names: look.lang === "zh" ? allowed : null, oldest };
      const faults = await watch(terminal.page, rules, watched);
      expect.soft(faults.map((f) => `${nameOf(look)} ${f.code} (${f.seen}×) ${f.text}`)).toEqual([]);
      const found = await axe(terminal.page);
      expect.soft(found.map((line) => `${nameOf(look)} UI-A11Y-001 ${line}`)).toEqual([]);
    }
  });
