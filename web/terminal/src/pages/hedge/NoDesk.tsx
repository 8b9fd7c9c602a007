// What a venue's own terminal says here: the programme is the hedger's and is served by his desk.
import { Panel } from "../../panels/Panel";
import { useSay } from "../../i18n/words";
import { words } from "./words";

export function NoDesk() {
  const say = useSay(words);
  return (
    <Panel id="hedge-none" title={say("none.title")}>
      <div className="hedge-pad">
        <p>{say("none.why")}</p>
        <p>{say("none.do")}</p>
        <pre lang="en">{`tokenbourse desk serve --venue ${location.origin}`}</pre>
      </div>
    </Panel>
  );
}
