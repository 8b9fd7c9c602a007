// Board, bulletin and statement: one is shown, the address says which.
import { useRef, type KeyboardEvent, type ReactNode } from "react";
import { useWords, type Key } from "../../i18n";
import { useSay } from "../../i18n/words";
import type { Tab } from "../../state/view";
import { words } from "./words";

/** As the address spells them; the board is what an address without a tab shows. */
export const papers = ["index", "bulletin", "statement"] as const satisfies readonly Tab[];
export type Paper = (typeof papers)[number];

interface PapersProps {
  tab: Paper;
  choose: (tab: Paper) => void;
  children: ReactNode;
}

export function Papers({ tab, choose, children }: PapersProps) {
  const { t } = useWords();
  const say = useSay(words);
  const list = useRef<HTMLDivElement>(null);
  const pressed = (e: KeyboardEvent) => {
    const step = e.key === "ArrowRight" ? 1 : e.key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return;
    e.stopPropagation();
    const next = papers[(papers.indexOf(tab) + step + papers.length) % papers.length]!;
    choose(next);
    list.current?.querySelector<HTMLElement>(`#market-tab-${next}`)?.focus();
  };
  return (
    <>
      <div className="tabs" role="tablist" aria-label={say("papers")} ref={list} onKeyDown={pressed}>
        {papers.map((name) => (
          <button
            key={name}
            id={`market-tab-${name}`}
            role="tab"
            type="button"
            aria-selected={tab === name}
            aria-controls="market-paper"
            tabIndex={tab === name ? 0 : -1}
            onClick={() => choose(name)}
          >
            {name === "index" ? say("board") : t(`${name}.title` as Key)}
          </button>
        ))}
      </div>
      <div className="market-paper" id="market-paper" role="tabpanel" aria-labelledby={`market-tab-${tab}`}>
        {children}
      </div>
    </>
  );
}
