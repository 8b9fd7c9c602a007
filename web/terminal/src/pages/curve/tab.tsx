// What every tab is given, and what several of them show.
import type { ReactNode } from "react";
import type { CurveAnalytics } from "../../api/curve";
import type { CurveHistory } from "../../api/curve-papers";
import { useWords } from "../../i18n";
import { Failed, Loading } from "../../panels/Panel";
import { useFetched } from "../../state/venue";
import type { View } from "../../state/view";
import { because } from "./faults";
import { words } from "./words";
import { useSay } from "../../i18n/words";

export interface TabProps {
  data: CurveAnalytics;
  /** Null until it is there. */
  history: CurveHistory | null;
  view: View;
  change: (part: Partial<View>) => void;
  look: string;
  /** What its prices are in, in a few letters. */
  unit: string;
  /** The day asked for, as the end of an address; empty for the newest. */
  at: string;
  /** Changes when a day was settled. */
  version: string;
}

/** A paper of the contract and the day, or that it is awaited or failed. */
export function Paper<T extends { contract: string }>({
  of,
  from,
  children,
}: {
  of: TabProps;
  from: string;
  children: (paper: T, again: () => void) => ReactNode;
}) {
  const say = useSay(words);
  const asked = useFetched<T>(`v1/curve/${of.data.contract}/${from}`, of.version);
  const data = asked.data?.contract === of.data.contract ? asked.data : null;
  if (asked.error && !data) return <Failed what={say("waiting")} error={asked.error} retry={asked.retry} />;
  return data ? children(data, asked.retry) : <Loading what={say("waiting")} rows={10} />;
}

/** A reason in the page's language; one that is not known there is marked as English. */
export function Because({ why }: { why: string }) {
  const { language } = useWords();
  const said = because(why, language);
  return <span lang={said.lang}>{said.text}</span>;
}

/** A sentence with a reason in it: the reason keeps its own language. */
export function Why({ sentence, why }: { sentence: (why: string) => string; why: string }) {
  const mark = "\u0001";
  const [before = "", after = ""] = sentence(mark).split(mark);
  return (
    <>
      {before}
      <Because why={why} />
      {after}
    </>
  );
}

/** A table that scrolls inside its panel. */
export function Scrolled({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="scroll curve-scroll" tabIndex={0} role="region" aria-label={label}>
      {children}
    </div>
  );
}
