// A document of the clearing desk on its way: loading, refused, here.
import type { ReactNode } from "react";
import { Failed, Loading, Panel } from "../../panels/Panel";
import { useFetched } from "../../state/venue";

export function Paper<T>({
  id,
  title,
  path,
  version,
  children,
}: {
  id: string;
  title: string;
  path: string;
  version: number | string;
  children: (data: T) => ReactNode;
}) {
  const asked = useFetched<T>(path, version);
  return (
    <Panel id={id} title={title}>
      {asked.error && !asked.data ? (
        <Failed what={title} error={asked.error} retry={asked.retry} />
      ) : asked.data ? (
        children(asked.data)
      ) : (
        <Loading what={title} rows={10} />
      )}
    </Panel>
  );
}
