// A document of the clearing desk on its way: loading, refused, not for this reader, here, or here and no longer new.
import type { ReactNode } from "react";
import { RequestFailed } from "../../api/client";
import { useSay } from "../../i18n/words";
import { Empty, Failed, Loading, Panel } from "../../panels/Panel";
import { useMay, useWho } from "../../session/session";
import { useFetched } from "../../state/venue";
import { words } from "./words";

/** Whose desk it is; everybody else sees the page, and why it is empty. */
export const readers = ["admin:clearing", "admin:auditor"] as const;

interface PaperProps<T> {
  id: string;
  title: string;
  path: string;
  version: number | string;
  tools?: ReactNode;
  rows?: number;
  children: (data: T) => ReactNode;
}

export function Paper<T>({ id, title, path, version, tools, rows = 10, children }: PaperProps<T>) {
  const say = useSay(words);
  const { session } = useWho();
  const { may, why } = useMay(readers);
  const not = session !== null && !may;
  const asked = useFetched<T>(not ? null : path, version);
  const denied = asked.error instanceof RequestFailed && asked.error.status === 403;
  return (
    <Panel id={id} title={title} tools={tools} live>
      {not || denied ? (
        <Empty>{not ? why : say("denied")}</Empty>
      ) : asked.error && !asked.data ? (
        <Failed what={title} error={asked.error} retry={asked.retry} />
      ) : asked.data ? (
        <>
          {asked.error && (
            <p className="answer warn clearing-old" role="status">
              {say("notRefreshed")}{" "}
              <button type="button" className="small" onClick={asked.retry}>
                {say("refresh")}
              </button>
            </p>
          )}
          {children(asked.data)}
        </>
      ) : (
        <Loading what={title} rows={rows} />
      )}
    </Panel>
  );
}
