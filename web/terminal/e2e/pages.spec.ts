// Every page that is registered, live: what must hold of it at any moment, and what axe finds.
import { axe } from "./support/axe";
import { watch } from "./support/invariants";
import { names } from "./support/names";
import { registered } from "./support/pages";
import { chinese, english, expect, nameOf, test } from "./support/test";

const watched = 2500;

/** The page calls a feed old after three seconds; two more are for a machine that has other work. */
const oldest = 5;
const live = "UI-LIVE-001 UI-LIVE-002 UI-LIVE-003 UI-LIVE-004 UI-LIVE-006 UI-LIVE-007";

for (const page of registered)
  for (const shown of [english, chinese]) {
    const codes = shown.lang === "zh" ? `${live} UI-LIVE-005` : live;
    test(`${codes} UI-A11Y-001 ${page.name} holds while the laboratory trades, and axe finds nothing: ${nameOf(shown)}`, async ({
      terminal,
    }) => {
      await terminal.open(page.name, shown, page.query);
      const allowed = shown.lang === "zh" ? await names() : null;
      const faults = await watch(terminal.page, { names: allowed, oldest }, watched);
      expect.soft(faults.map((f) => `${f.code} (${f.seen}×) ${f.text}`)).toEqual([]);
      expect.soft(await axe(terminal.page)).toEqual([]);
    });
  }
