// Margin calls that the account has not paid: how much, until when, and the word that somebody has seen them.
import { useState } from "react";
import { send } from "../../api/client";
import type { MarginCalls, OpenCall } from "../../api/private";
import { grouped } from "../../format/numbers";
import { local } from "../../format/time";
import { useSay, type Say } from "../../i18n/words";
import { Answer } from "../../panels/Answer";
import { Panel } from "../../panels/Panel";
import { useMay, useWho } from "../../session/session";
import { useRequest } from "../../state/request";
import { useFetched } from "../../state/venue";
import { words } from "./words";

const marks: Readonly<Record<string, string>> = { issued: "○", acknowledged: "◐", overdue: "✕" };

/** Nothing where no call is open. */
export function CallsBox({ account, version }: { account: number; version: number }) {
  const say = useSay(words);
  const [done, setDone] = useState(0);
  const asked = useFetched<MarginCalls>(`v1/accounts/${account}/calls`, `${version} ${done}`);
  const request = useRequest(() => setDone((n) => n + 1));
  const { may, why } = useMay(["trade", "transfer", "admin:risk"], account);
  const { session } = useWho();
  const [typed, setTyped] = useState("");
  // With identity one signs in one's own name.
  const known = session?.user ?? null;
  const person = known ?? typed;
  const data = asked.data;
  if (!data || data.account !== account || (data.calls.length === 0 && request.told === null)) return null;
  const acknowledge = (call: OpenCall) =>
    request.run(async () => {
      await send("POST", `v1/margin-calls/${account}/${call.currency}/acknowledgement`, { person });
      return say("call.done", { amount: grouped(call.amount), currency: call.currency });
    }, call.currency);
  return (
    <Panel id="portfolio-calls" title={say("call.title", { count: data.calls.length })} live>
      <div className="scroll" tabIndex={0} role="region" aria-label={say("call.title", { count: data.calls.length })}>
        <table aria-label={say("call.title", { count: data.calls.length })}>
          <thead>
            <tr>
              <th scope="col" className="left">
                {say("call.state")}
              </th>
              <th scope="col">{say("call.amount")}</th>
              <th scope="col" className="left">
                {say("call.deadline")}
              </th>
              <th scope="col" className="left">
                {say("call.kind")}
              </th>
              <th scope="col" className="left">
                {say("call.answer")}
              </th>
            </tr>
          </thead>
          <tbody>
            {data.calls.map((call) => (
              <tr key={call.currency} data-call={call.currency}>
                <th scope="row" className="left">
                  <span className={call.state === "overdue" ? "badge bad" : "badge warn"}>
                    <span aria-hidden="true">{marks[call.state] ?? ""} </span>
                    {word(say, "callState", call.state)}
                  </span>
                </th>
                <td>
                  {grouped(call.amount)} {call.currency}
                </td>
                <td className="left num">{at(call.deadline)}</td>
                <td className="left">{word(say, "callKind", call.kind)}</td>
                <td className="left">
                  {call.acknowledged !== null && (
                    <span className="portfolio-seen">
                      {say("call.seen", { time: at(call.acknowledged), person: call.person ?? "" })}
                    </span>
                  )}
                  {waits(call) && (
                    <button
                      type="button"
                      disabled={!may || person === ""}
                      title={why || (person === "" ? say("call.who") : undefined)}
                      onClick={() => acknowledge(call)}
                    >
                      {say("call.acknowledge")}
                    </button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {known === null && may && data.calls.some(waits) && (
        <label className="field portfolio-person">
          <span>{say("call.person")}</span>
          <input value={typed} maxLength={24} onChange={(e) => setTyped(e.target.value.trim())} />
        </label>
      )}
      {!may && <p className="muted portfolio-note">{why}</p>}
      <p className="muted portfolio-note">{say(data.restricted ? "call.restricted" : "call.how")}</p>
      <Answer told={request.told} stage={request.stage} />
    </Panel>
  );
}

/** Nobody has said to have seen it, or it has grown since. */
const waits = (call: OpenCall) => call.state === "issued" || call.acknowledged === null;

/** The house calls in more than one place: its own zone is UTC, unless the reader chose another. */
function at(time: string): string {
  const told = local(time, undefined);
  return told === null ? time : `${told.day} ${told.clock} ${told.offset}`;
}

/** A word that the venue sends from a list; what is new is shown as it came. */
const word = (say: Say<keyof (typeof words)["en"]>, list: string, of: string): string =>
  say(`${list}.${of}` as keyof (typeof words)["en"]) ?? of;
