// The methodology in force, field by field, as the administrator submitted it.
import type { Paper } from "../../api/governance";
import { useSay } from "../../i18n/words";
import { Failed, Loading, Panel } from "../../panels/Panel";
import { useFetched } from "../../state/venue";
import { words } from "./words";

export function MethodologyPanel({ index, version }: { index: string; version: number }) {
  const say = useSay(words);
  const asked = useFetched<Paper>(`v1/indexes/${encodeURIComponent(index)}/methodology`, version);
  return (
    <Panel id="indices-methodology" title={say("methodology")}>
      {asked.error ? (
        <Failed what={say("methodology")} error={asked.error} retry={asked.retry} />
      ) : asked.data === null ? (
        <Loading what={say("methodology")} rows={10} />
      ) : (
        <div className="indices-paper">
          <p className="muted">{say("methodologyNote")}</p>
          <div lang="en" translate="no" className="scroll" tabIndex={0} role="region" aria-label={say("methodology")}>
            <Part paper={asked.data} />
          </div>
        </div>
      )}
    </Panel>
  );
}

/** Short lists of plain words stay on one line; what has parts is opened. */
function Part({ paper }: { paper: Paper }) {
  if (Array.isArray(paper))
    return paper.every(isPlain) ? (
      <span>{paper.map(String).join(", ")}</span>
    ) : (
      <ol>
        {paper.map((one, i) => (
          <li key={i}>
            <Part paper={one} />
          </li>
        ))}
      </ol>
    );
  if (paper === null || typeof paper !== "object") return <span>{String(paper ?? "–")}</span>;
  return (
    <dl>
      {Object.entries(paper).map(([field, value]) => (
        <div key={field} data-plain={isPlain(value) || undefined}>
          <dt>{field}</dt>
          <dd>
            <Part paper={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

const isPlain = (paper: Paper) => paper === null || typeof paper !== "object";
