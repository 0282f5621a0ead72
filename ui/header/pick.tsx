/** A choice that is as wide as what is chosen: a native select lies invisibly over its own text. */
import type { ReactNode } from 'react';

interface PickProps {
  readonly label: ReactNode;
  /** For those who cannot see the label. */
  readonly name: string;
  readonly value: string;
  readonly text?: ReactNode;
  readonly options: readonly { readonly value: string; readonly text: string }[];
  readonly onPick: (value: string) => void;
  readonly className?: string;
  readonly disabled?: boolean;
}

export function Pick({
  label,
  name,
  value,
  text,
  options,
  onPick,
  className = '',
  disabled = false,
}: PickProps) {
  return (
    <span className={`pick ${disabled ? '' : 'can'} ${className}`}>
      {label}
      <b aria-hidden="true">{text ?? options.find(option => option.value === value)?.text ?? value}</b>
      <select
        aria-label={name}
        value={value}
        disabled={disabled}
        onChange={event => onPick(event.target.value)}
      >
        {options.map(option => (
          <option key={option.value} value={option.value}>
            {option.text}
          </option>
        ))}
      </select>
    </span>
  );
}
