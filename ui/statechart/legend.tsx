/** What the shapes mean. */
export function Legend() {
  return (
    <ul className="sc-legend" aria-label="What the shapes mean">
      <li className="waits">active, waits for what leads out of it</li>
      <li className="rests">active, nothing leads out of it</li>
      <li className="was">was active</li>
      <li className="last">the last transition</li>
    </ul>
  );
}
