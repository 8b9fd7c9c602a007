// A panel of the workspace: its link colour beside its name.
import type { ReactNode } from "react";
import { useSay } from "../../i18n/words";
import { Panel } from "../../panels/Panel";
import { useTrade } from "./context";
import { linked, type PanelId } from "./layouts";
import { words } from "./words";

interface FrameProps {
  id: PanelId;
  title: ReactNode;
  tools?: ReactNode;
  live?: boolean;
  children: ReactNode;
}

export function Frame({ id, title, tools, live = false, children }: FrameProps) {
  return (
    <Panel
      id={`trade-${id}`}
      live={live}
      title={title}
      tools={
        <>
          {tools}
          {linked.includes(id) && <LinkButton id={id} />}
        </>
      }
    >
      {children}
    </Panel>
  );
}

/** Panels of one colour show one month. */
function LinkButton({ id }: { id: PanelId }) {
  const say = useSay(words);
  const { linkOf, relink } = useTrade();
  const group = linkOf(id);
  return (
    <button
      type="button"
      className={`trade-link ${group}`}
      title={say("link.title")}
      aria-label={say(group === "a" ? "link.a" : "link.b")}
      onClick={() => relink(id)}
    >
      {group === "a" ? "A" : "B"}
    </button>
  );
}
