// Amounts under each other, from a beginning to an end: what they are called, and whether they add up.
import type { ReactNode } from "react";
import { sign } from "../../format/decimal";
import { grouped, signed } from "../../format/numbers";
import { Direction } from "../../panels/Panel";

interface FundsProps {
  label: string;
  /** Beside the name: whether what is shown adds up. */
  tied?: ReactNode;
  kind?: string;
  children: ReactNode;
}

export function Funds({ label, tied, kind, children }: FundsProps) {
  return (
    <table className={kind ? `portfolio-funds ${kind}` : "portfolio-funds"} aria-label={label}>
      <caption>
        {label} {tied}
      </caption>
      <tbody>{children}</tbody>
    </table>
  );
}

interface LineProps {
  head: string;
  value: string;
  /** A beginning, an end, a sum. */
  strong?: boolean;
  /** With its sign and direction. */
  gain?: boolean;
  quantity?: string;
}

export function Line({ head, value, strong, gain, quantity }: LineProps) {
  return (
    <tr className={strong ? "strong" : undefined}>
      <th scope="row" className="left">
        {head}
      </th>
      <td {...(quantity ? { "data-q": quantity } : {})}>
        {gain ? <Direction of={sign(value)}>{signed(value)}</Direction> : grouped(value)}
      </td>
    </tr>
  );
}
