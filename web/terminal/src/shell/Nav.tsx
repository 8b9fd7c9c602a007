// The pages by group, made from what is found under src/pages: beside the page, on a phone above it.
import { useLayoutEffect, useRef, type MouseEvent } from "react";
import { useWords } from "../i18n";
import { useSay } from "../i18n/words";
import { groups, pages } from "../pages";
import { write, type View } from "../state/view";
import { words } from "./words";

/** The address of a page beside what is shown now: the month and the account go with it, the page's own choices stay. */
export function pageAddress(view: View, page: string): string {
  return write({ ...view, page, at: page === view.page ? view.at : {} });
}

export function Nav({ view, change }: { view: View; change: (part: Partial<View>) => void }) {
  const { language } = useWords();
  const t = useSay(words);
  const rail = useRef<HTMLElement>(null);
  // On a phone the pages are one long line: the current one comes into its middle.
  useLayoutEffect(() => {
    const line = rail.current;
    const here = line?.querySelector<HTMLElement>("[aria-current]");
    if (line && here) line.scrollLeft = here.offsetLeft - (line.clientWidth - here.offsetWidth) / 2;
  }, [view.page, language]);
  const open = (e: MouseEvent, page: string) => {
    // A new tab is the browser's affair.
    if (e.metaKey || e.ctrlKey || e.shiftKey || e.button !== 0) return;
    e.preventDefault();
    if (page !== view.page) change({ page, at: {} });
  };
  const shown = groups.map((group) => [group, pages.filter((p) => p.group === group && !p.inner)] as const);
  return (
    <nav className="rail" ref={rail} aria-label={t("pages")}>
      {shown
        .filter(([, list]) => list.length > 0)
        .map(([group, list]) => (
          <div key={group} role="group" aria-labelledby={`rail-${group}`}>
            <span className="label" id={`rail-${group}`}>
              {t(group)}
            </span>
            {list.map((p) => (
              <a
                key={p.name}
                href={pageAddress(view, p.name)}
                aria-current={p.name === view.page ? "page" : undefined}
                aria-keyshortcuts={p.key ? `g ${p.key}` : undefined}
                onClick={(e) => open(e, p.name)}
              >
                {p.title[language]}
              </a>
            ))}
          </div>
        ))}
    </nav>
  );
}
