// A venue without an identity folder: changes need one, and these commands make one.
import { useSay } from "../../i18n/words";
import { Panel } from "../../panels/Panel";
import { words } from "./words";

const commands = [
  'tokenbourse identity participant data/identity venue --name "The venue"',
  "tokenbourse identity user data/identity mona --participant venue --roles market-ops < mona.password",
  "tokenbourse identity user data/identity carl --participant venue --roles clearing < carl.password",
  "tokenbourse identity key new data/identity --user mona --scopes admin:market-ops --out mona.key",
  "tokenbourse identity key new data/identity --user carl --scopes admin:clearing --out carl.key",
  "tokenbourse run --identity data/identity",
];

export function HowTo() {
  const t = useSay(words);
  return (
    <Panel id="operations-changes" title={t("tab.changes")}>
      <div className="operations-prose">
        <p>{t("howto.why")}</p>
        <p>{t("howto.how")}</p>
        <pre tabIndex={0} aria-label={t("howto.commands")}>
          {commands.join("\n")}
        </pre>
        <p>{t("howto.then")}</p>
        <p className="muted">{t("howto.open")}</p>
      </div>
    </Panel>
  );
}
