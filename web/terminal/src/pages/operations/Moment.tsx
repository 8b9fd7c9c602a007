// A moment in the zone that the reader chose; the day beside the clock, with year and zone where no panel says them.
import { local, zoneName } from "../../format/time";
import { useWords } from "../../i18n";

interface MomentProps {
  of: string | null;
  calendar?: string | undefined;
  whole?: boolean;
}

export function Moment({ of, calendar, whole = false }: MomentProps) {
  const { language } = useWords();
  const at = local(of, calendar);
  if (!at) return <>–</>;
  return (
    <time dateTime={of!} className="num operations-moment">
      {whole ? at.day : at.day.slice(5)} {at.clock}
      {whole ? ` ${zoneName(of, calendar, language)}` : ""}
    </time>
  );
}
