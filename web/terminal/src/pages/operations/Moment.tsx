// A moment in the zone that the reader chose; the day beside the clock.
import { local } from "../../format/time";

export function Moment({ of, calendar }: { of: string | null; calendar?: string | undefined }) {
  const at = local(of, calendar);
  if (!at) return <>–</>;
  return (
    <time dateTime={of!} className="num operations-moment">
      {at.day.slice(5)} {at.clock}
    </time>
  );
}
