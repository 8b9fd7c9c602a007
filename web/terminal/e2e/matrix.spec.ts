// Every page in every look and state: axe finds nothing, and nothing on it is cut, broken or untranslated.
import { axe } from "./support/axe";
import { watch } from "./support/invariants";
import { names } from "./support/names";
import { registered } from "./support/pages";
import { enter, states } from "./support/states";
import { english, expect, looks, nameOf, test } from "./support/test";

for (const page of registered)
  for (const state of states)
    test(
      `UI-A11Y-001 UI-LIVE-003 UI-LIVE-004 UI-LIVE-005 ${page.name}, ${state}, in every look`,
      { tag: "@slow" },
      async ({ terminal }) => {
        test.setTimeout(300_000);
        const allowed = await names();
        const bring = await enter(terminal.page, state);
        await terminal.open(page.name, english, page.query);
        await bring();
        for (const look of looks) {
          await terminal.turn(look);
          // Ages are another test's question: axe holds the page up.
          const rules = { names: look.lang === "zh" ? allowed : null, oldest: Infinity };
          const faults = await watch(terminal.page, rules, 300);
          const told = (lines: string[]) => lines.map((line) => `${nameOf(look)}: ${line}`);
          expect.soft(told(faults.map((f) => `${f.code} ${f.text}`))).toEqual([]);
          expect.soft(told(await axe(terminal.page))).toEqual([]);
        }
      },
    );
