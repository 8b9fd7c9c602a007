// Every page and each of its views in every look and state: axe finds nothing, and nothing on it is cut, broken or
// untranslated. npm run matrix runs all of it; E2E_ONLY=clearing,market takes some pages.
import { axe, contrast } from "./support/axe";
import { watch } from "./support/invariants";
import { names } from "./support/names";
import { everyView } from "./support/pages";
import { enter, states } from "./support/states";
import { english, expect, looks, nameOf, test } from "./support/test";

const only = process.env.E2E_ONLY?.split(",");

for (const view of everyView.filter((v) => !only || only.includes(v.name)))
  for (const state of states)
    test(
      `UI-A11Y-001 UI-LIVE-003 UI-LIVE-004 UI-LIVE-005 ${view.label}, ${state}, in every look`,
      { tag: "@slow" },
      async ({ terminal }) => {
        test.setTimeout(300_000);
        const allowed = await names();
        const bring = await enter(terminal.page, state);
        await terminal.open(view.name, english, view.query);
        await bring();
        const read = new Set<string>();
        for (const look of looks) {
          await terminal.turn(look);
          const told = (lines: string[]) => lines.map((line) => `${nameOf(look)}: ${line}`);
          // Theme and convention change colours and nothing else: what is said and how is read once in a language.
          if (read.has(look.lang)) {
            expect.soft(told(await contrast(terminal.page))).toEqual([]);
            continue;
          }
          read.add(look.lang);
          // Ages are another test's question: axe holds the page up.
          const rules = { names: look.lang === "zh" ? allowed : null, oldest: Infinity };
          const faults = await watch(terminal.page, rules, 300);
          expect.soft(told(faults.map((f) => `${f.code} ${f.text}`))).toEqual([]);
          expect.soft(told(await axe(terminal.page))).toEqual([]);
        }
      },
    );
