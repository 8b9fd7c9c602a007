// A document of a day on its way: loading, refused with the nearest day, here.
import type { ReactNode } from "react";
import { RequestFailed } from "../../api/client";
import { useSay } from "../../i18n/words";
import { Refusal } from "../../panels/Answer";
import { Empty, Failed, Loading, Panel } from "../../panels/Panel";
import type { Fetched } from "../../state/venue";
import { words } from "./words";

interface DocumentProps<T> {
  id: string;
  title: string;
  asked: Fetched<T>;
  /** What came is of the day that is shown. */
  data: T | null;
  /** Nothing of the day stands in it. */
  none?: (data: T) => boolean;
  openDay: (day: string) => void;
  children: (data: T) => ReactNode;
}

export function Document<T>({ id, title, asked, data, none, openDay, children }: DocumentProps<T>) {
  const say = useSay(words);
  if (data !== null && !none?.(data)) return children(data);
  return (
    <Panel id={id} title={title}>
      {asked.error instanceof RequestFailed && asked.error.fault?.field === "day" ? (
        <NoSuchDay error={asked.error} openDay={openDay} />
      ) : data !== null ? (
        <Empty>{say("nothing")}</Empty>
      ) : asked.error ? (
        <Failed what={title} error={asked.error} retry={asked.retry} />
      ) : (
        <Loading what={title} rows={12} />
      )}
    </Panel>
  );
}

const date = /\d{4}-\d{2}-\d{2}/g;

function NoSuchDay({ error, openDay }: { error: RequestFailed; openDay: (day: string) => void }) {
  const say = useSay(words);
  const fault = error.fault!;
  const near = fault.limit?.match(date) ?? [];
  return (
    <div className="state error" role="alert">
      <p>
        <Refusal fault={fault} />
      </p>
      {near.length > 0 && (
        <p className="row day-near">
          <span className="muted">{say("nearest")}</span>
          {near.map((d) => (
            <button key={d} type="button" className="num" onClick={() => openDay(d)}>
              {d}
            </button>
          ))}
        </p>
      )}
    </div>
  );
}
