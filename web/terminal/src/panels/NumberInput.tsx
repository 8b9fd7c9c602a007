// Where prices and lots are typed: arrow keys go by a tick or a lot, pages by ten, Shift ten times as far.
import type { KeyboardEvent, Ref } from "react";
import { stepped, stepsOf } from "../ticket/step";

interface NumberInputProps {
  label?: string;
  value: string;
  /** What one arrow key adds: the tick, or one lot. */
  step: string;
  /** Where the arrow keys begin when nothing is typed yet. */
  from?: string | null | undefined;
  /** Prices of spreads may be below zero; lots never are. */
  negative?: boolean;
  invalid?: boolean;
  hint?: string;
  className?: string;
  inputRef?: Ref<HTMLInputElement> | undefined;
  change: (value: string) => void;
}

export function NumberInput(props: NumberInputProps) {
  const { label, value, step, from, negative = false, invalid, hint, className, inputRef, change } = props;
  const pressed = (e: KeyboardEvent) => {
    const steps = stepsOf(e);
    if (steps === 0 || e.altKey || e.ctrlKey || e.metaKey) return;
    const next = value === "" ? (from ?? null) : stepped(value, step, steps);
    if (next === null || (!negative && next.startsWith("-"))) return;
    e.preventDefault();
    change(next);
  };
  return (
    <input
      ref={inputRef}
      className={className}
      aria-label={label}
      // A decimal keypad has no minus.
      inputMode={negative ? "text" : "decimal"}
      autoComplete="off"
      value={value}
      placeholder={hint}
      aria-invalid={invalid || undefined}
      onKeyDown={pressed}
      onChange={(e) => change(e.target.value.trim())}
    />
  );
}
