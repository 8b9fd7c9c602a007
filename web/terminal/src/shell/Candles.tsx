// A rising and a falling candle in the colours of a convention: what is chosen is seen at once.
import type { Convention } from "../state/view";

interface CandlesProps {
  of: Convention;
  rise: string;
  fall: string;
  /** Empty: words beside it say the same. */
  label: string;
}

export function Candles({ of, rise, fall, label }: CandlesProps) {
  return (
    <svg className="candles" data-conv={of} viewBox="0 0 64 44" width="64" height="44" role={label ? "img" : undefined} aria-label={label || undefined} aria-hidden={!label}>
      <g stroke="var(--up)" strokeWidth="1.5">
        <path d="M16 2v28" />
        <rect x="11" y="8" width="10" height="16" fill="var(--panel)" />
      </g>
      <g stroke="var(--dn)" strokeWidth="1.5" fill="var(--dn)">
        <path d="M48 2v28" />
        <rect x="43" y="8" width="10" height="16" />
      </g>
      <text x="16" y="42" textAnchor="middle" fill="var(--up)" fontSize="10">
        ▲ {rise}
      </text>
      <text x="48" y="42" textAnchor="middle" fill="var(--dn)" fontSize="10">
        ▼ {fall}
      </text>
    </svg>
  );
}
