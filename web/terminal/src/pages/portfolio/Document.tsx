// A document of an account on its way: loading, refused with field, value and nearest, or here; and what ties out.
import type { ReactNode } from "react";
import { RequestFailed } from "../../api/client";
import { useSay } from "../../i18n/words";
import { Refusal } from "../../panels/Answer";
import { Failed, Loading, Panel } from "../../panels/Panel";
import { useFetched } from "../../state/venue";
import { words } from "./words";

export function Document<T>({
  id,
  title,
  path,
  version,
  tools,
  children,
}: {
  id: string;
  title: string;
  path: string;
  version: number | string;
  tools?: ReactNode;
  children: (data: T) => ReactNode;
}) {
  const say = useSay(words);
  const asked = useFetched<T>(path, version);
  const fault = asked.error instanceof RequestFailed ? asked.error.fault : null;
  return (
    <Panel id={id} title={title} tools={tools}>
      {fault ? (
        <div className="state error" role="alert">
          <p>
            <Refusal fault={fault} />
          </p>
          <button type="button" onClick={asked.retry}>
            {say("again")}
          </button>
        </div>
      ) : asked.error && !asked.data ? (
        <Failed what={title} error={asked.error} retry={asked.retry} />
      ) : asked.data ? (
        children(asked.data)
      ) : (
        <Loading what={title} rows={10} />
      )}
    </Panel>
  );
}

/** Whether figures that must agree do: in words, never by colour alone. */
export function Tied({ holds, children }: { holds: boolean; children?: ReactNode }) {
  const say = useSay(words);
  return (
    <span className={holds ? "badge good portfolio-tied" : "badge bad portfolio-tied"}>
      {children} {say(holds ? "balanced" : "unbalanced")}
    </span>
  );
}

/** An address that names what is not there: which field, what was given, what is nearest. */
export function Wrong({
  field,
  given,
  near,
  take,
}: {
  field: "account" | "day";
  given: string;
  near: readonly string[];
  take: (value: string) => void;
}) {
  const say = useSay(words);
  return (
    <div className="state error portfolio-wrong" role="alert">
      <p>{say(`wrong.${field}`)}</p>
      <p>{say("wrong.given", { field: say(`field.${field}`), given })}</p>
      {near.length > 0 && (
        <p>
          {say("wrong.nearest")}{" "}
          {near.map((value) => (
            <button key={value} type="button" className="small" onClick={() => take(value)}>
              {value}
            </button>
          ))}
        </p>
      )}
    </div>
  );
}
