/** A value of the scenario that can be changed on the map, in the place where it acts. */

export interface EditableValue {
  /** What it is called: the flag, or the hook's duration. */
  readonly name: string;
  /** Where it stands in the scenario. */
  readonly path: readonly (string | number)[];
  /** `switch`: `true` or `false`. */
  readonly kind: 'duration' | 'durationOrNever' | 'switch';
  /** As the scenario writes it. */
  readonly value: string;
}
