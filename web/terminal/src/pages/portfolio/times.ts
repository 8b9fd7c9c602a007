// When something happened: on the screen in the reader's zone, in the file as the venue told it.
import { fine, zoneName } from "../../format/time";
import type { GridColumn } from "../../panels/grid/Grid";
import type { Language } from "../../state/view";
import type { TabProps } from "./page";

export function timeColumn<R extends { time: string }>(
  say: TabProps["say"],
  language: Language,
  rows: readonly R[],
): GridColumn<R> {
  return {
    head: say("time", { zone: zoneName(rows[0]?.time, undefined, language) }),
    file: say("time.utc"),
    kind: "text",
    of: (r) => r.time,
    show: (r) => fine(r.time),
  };
}
