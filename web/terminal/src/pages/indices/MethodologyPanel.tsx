// The methodology in force, field by field, as the administrator submitted it.
import type { Paper } from "../../api/governance";
import { useSay } from "../../i18n/words";
import { Failed, Loading, Panel } from "../../panels/Panel";
import { Submitted } from "../../panels/Submitted";
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
          <Submitted paper={asked.data} label={say("methodology")} />
        </div>
      )}
    </Panel>
  );
}
