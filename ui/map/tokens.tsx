/**
 * Tokens: when a signal fires while the run plays, an ink disc travels along the edge that led to it. Only decoration:
 * the lamp is lit at once, and with reduced motion nothing travels.
 */
import { useEffect, useRef, useState } from 'react';
import type { EdgeName, EdgeState } from '../../machines/view/signal-map.ts';

interface Token {
  readonly key: number;
  readonly path: string;
}

/** More edges than this at once mean that somebody jumped, not that something happened. */
const MOST_AT_ONCE = 5;

interface TokensProps {
  readonly paths: Partial<Record<EdgeName, string>>;
  readonly edges: Readonly<Record<EdgeName, EdgeState>>;
  /** Whether the run plays slowly enough for the eye. */
  readonly moves: boolean;
}

export function Tokens({ paths, edges, moves }: TokensProps) {
  const [tokens, setTokens] = useState<readonly Token[]>([]);
  const before = useRef(edges);
  const nextKey = useRef(0);
  useEffect(() => {
    const names = Object.keys(paths) as EdgeName[];
    const arrived = names.filter(name => edges[name] === 'past' && before.current[name] !== 'past');
    before.current = edges;
    if (!moves || arrived.length === 0 || arrived.length > MOST_AT_ONCE) return;
    const fresh = arrived.flatMap(name =>
      paths[name] ? [{ key: nextKey.current++, path: paths[name] }] : [],
    );
    setTokens(present => [...present, ...fresh].slice(-2 * MOST_AT_ONCE));
  });
  return tokens.map(token => (
    <circle
      key={token.key}
      className="token"
      r="6"
      style={{ offsetPath: `path("${token.path}")` }}
      onAnimationEnd={() => setTokens(present => present.filter(other => other.key !== token.key))}
    />
  ));
}
