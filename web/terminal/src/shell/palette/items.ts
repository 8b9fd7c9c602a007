// What the palette can open: contracts, pages, indices, and what the shell can do.
import { useMemo } from "react";
import { useWords } from "../../i18n";
import { useSay } from "../../i18n/words";
import { pages } from "../../pages";
import { words as settingWords } from "../../pages/settings/words";
import { alerts } from "../../state/alerts";
import { useBound } from "../../state/keys";
import { keycaps } from "../../state/strokes";
import { useTopic, useVenue } from "../../state/venue";
import { conventions, densities, themes, zones, type View } from "../../state/view";
import { sheetEvent } from "../ShellKeys";
import type { Item } from "./find";
import { words } from "./words";

/** Pages that show the month of the address: choosing a month stays on them. */
const ofMonth = ["trade", "curve"];

export function useItems(view: View, change: (part: Partial<View>) => void): readonly Item[] {
  const t = useSay(words);
  const setting = useSay(settingWords);
  const { language } = useWords();
  const { store } = useVenue();
  const bound = useBound();
  const symbols = useTopic("board", (s) => s.symbols);
  const indexes = useTopic("prints", (s) => s.indexes);
  return useMemo((): Item[] => {
    const other = language === "en" ? "zh" : "en";
    const goPage = (page: string) => change(page === view.page ? {} : { page, at: {} });
    const contracts = symbols.map((symbol): Item => {
      const row = store.rows.get(symbol);
      const page = ofMonth.includes(view.page) ? view.page : "trade";
      return {
        id: `contract.${symbol}`,
        kind: "contract",
        title: symbol,
        note: (language === "zh" ? row?.nameZh : row?.nameEn) ?? "",
        names: [symbol, row?.nameEn ?? "", row?.nameZh ?? "", row?.contract ?? ""],
        run: () => change({ i: symbol, page, ...(page === view.page ? {} : { at: {} }) }),
      };
    });
    const listed = pages.map((p): Item => ({
      id: `page.${p.name}`,
      kind: "page",
      title: p.title[language],
      note: p.title[other],
      noteLang: other === "zh" ? "zh-CN" : "en",
      names: [p.name, p.title.en, p.title.zh],
      run: () => goPage(p.name),
    }));
    const named = (indexes ?? []).map((x): Item => ({
      id: `index.${x.index}`,
      kind: "index",
      title: x.index,
      note: language === "zh" ? x.nameZh : x.nameEn,
      names: [x.index, x.nameEn, x.nameZh],
      run: () => change({ page: "indices", ix: x.index, pd: null, at: {} }),
    }));
    const action = (id: string, title: string, run: () => void): Item => ({
      id: `action.${id}`,
      kind: "action",
      title,
      note: "",
      names: [title, id.replaceAll(".", " ")],
      run,
    });
    const settings = [
      action("language", t("language"), () => change({ lang: other })),
      ...themes.map((x) => action(`theme.${x}`, t("theme", { theme: setting(x) }), () => change({ theme: x }))),
      ...conventions.map((x) => action(`conv.${x}`, t("conv", { conv: setting(x) }), () => change({ conv: x }))),
      ...densities.map((x) =>
        action(`density.${x}`, t("density", { density: setting(x) }), () => change({ density: x })),
      ),
      ...zones.map((x) =>
        action(`zone.${x}`, t("zone", { zone: setting(x, { zone: "" }).replace(/ ?[(（][)）]$/, "") }), () =>
          change({ zone: x }),
        ),
      ),
    ];
    // What a page's keys do is found here too; what everywhere's do is listed below by itself.
    const keyed = bound
      .filter(({ binding: b }) => !b.id.startsWith("go.") && !b.id.startsWith("shell."))
      .map(({ binding: b, strokes }): Item => ({
        id: `key.${b.id}`,
        kind: "action",
        title: b.label[language],
        note: strokes.map((s) => keycaps(s, false).map((keys) => keys.join("+")).join(" ")).join(", "),
        names: [b.label[language], b.label[other]],
        run: () => (b.palette ?? b.run)(new KeyboardEvent("keydown")),
      }));
    return [
      ...listed,
      ...contracts,
      ...named,
      action("freeze", t("freeze"), () => store.freeze(store.frozenAt === null ? performance.now() : null)),
      action("keys", t("keys"), () => dispatchEvent(new Event(sheetEvent))),
      action("alerts", t("alerts"), () => alerts.clear()),
      ...keyed,
      ...settings,
    ];
  }, [view.page, change, language, symbols, indexes, bound, store, t, setting]);
}
