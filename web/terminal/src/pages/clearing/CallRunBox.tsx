// Calls within the day are made by a button that says first whom it would call, and why it cannot be pressed.
import { useId, useState } from "react";
import { send } from "../../api/client";
import type { CallRun, Calls, Short } from "../../api/clearing";
import { useWords } from "../../i18n";
import { named } from "../../i18n/names";
import { useSay } from "../../i18n/words";
import { Answer } from "../../panels/Answer";
import { useMay } from "../../session/session";
import { useRequest } from "../../state/request";
import { Grid } from "../../panels/grid/Grid";
import { words } from "./words";

export function CallRunBox({ data, done }: { data: Calls; done: () => void }) {
  const say = useSay(words);
  const { language } = useWords();
  const id = useId();
  const { may, why } = useMay("admin:clearing");
  const request = useRequest(done);
  const [chosen, setChosen] = useState("");
  const [asked, setAsked] = useState(false);
  const open = data.run.next.filter((n) => n.phase !== "closed").map((n) => n.calendar);
  const calendar = open.includes(chosen) ? chosen : (open[0] ?? "");
  const hindrance = !may
    ? why
    : data.intradayMinutes === null
      ? say("run.off")
      : calendar === ""
        ? say("run.closed")
        : "";
  const run = () => {
    setAsked(false);
    request.run(async () => {
      const told = await send<CallRun>("POST", "v1/margin-calls/runs", { calendar });
      return say("run.done", { accounts: told.accounts, opened: told.opened, repeated: told.repeated, met: told.met });
    });
  };
  const fresh = data.short.filter((s) => s.called === null).length;
  return (
    <section className="clearing-callrun" aria-label={say("run.calls")}>
      <div className="row wrap">
        <label className="field">
          <span>{say("calls.calendar")}</span>
          <select value={calendar} onChange={(e) => setChosen(e.target.value)} disabled={open.length === 0}>
            {open.length === 0 && <option value="">–</option>}
            {open.map((c) => (
              <option key={c} value={c}>
                {c}
              </option>
            ))}
          </select>
        </label>
        <button
          type="button"
          aria-expanded={asked}
          aria-disabled={hindrance !== "" || undefined}
          aria-describedby={`${id}-why`}
          onClick={() => hindrance === "" && setAsked(!asked)}
        >
          {say("run.calls")}
        </button>
        <span id={`${id}-why`} className="muted">
          {hindrance === "" ? say("run.what", { short: data.short.length }) : hindrance}
        </span>
      </div>
      {asked && hindrance === "" && (
        <div role="group" aria-label={say("run.confirm")} className="clearing-confirm">
          <p>
            {say("run.will", {
              calendar,
              fresh,
              again: data.short.length - fresh,
              minutes: data.intradayMinutes ?? 0,
            })}
          </p>
          <Grid<Short>
            what="short-of-funds"
            run={data.run.run}
            caption={say("run.short", { count: data.short.length })}
            rows={data.short}
            rowKey={(r) => `${r.account} ${r.currency}`}
            empty={say("empty.short")}
            columns={[
              { head: say("account"), kind: "name", of: (r) => `${r.account} ${named(r.name, language)}` },
              { head: say("member"), kind: "text", of: (r) => r.member },
              { head: say("currency"), kind: "text", of: (r) => r.currency },
              { head: say("run.missing"), kind: "money", of: (r) => r.missing },
              { head: say("run.called"), kind: "money", of: (r) => r.called },
            ]}
          />
          <div className="row wrap">
            <button type="button" onClick={run}>
              {say("run.go")}
            </button>
            <button type="button" onClick={() => setAsked(false)}>
              {say("run.leave")}
            </button>
          </div>
        </div>
      )}
      <Answer told={request.told} stage={request.stage} />
    </section>
  );
}
