/**
 * Tokens: an ink disc travels along the edges that lead to a signal. What follows in the same instant is announced: its
 * token arrives when its lamp is lit. What comes after a wait is not known before, and its token goes with the lamp.
 * Only decoration: with reduced motion nothing travels.
 */
import { useEffect, useRef, useState } from 'react';
import type { EdgeState } from '../../machines/view/signal-map.ts';
import type { Coming } from './coming.ts';

interface Token {
  readonly key: number;
  readonly path: string;
}

/** More edges than this at once mean that somebody jumped, not that something happened. */
const MOST_AT_ONCE = 5;

interface TokensProps {
  readonly paths: Readonly<Record<string, string>>;
  readonly edges: Readonly<Record<string, EdgeState>>;
  readonly coming: Coming;
  /** Whether the run plays slowly enough for the eye. */
  readonly moves: boolean;
}

export function Tokens({ paths, edges, coming, moves }: TokensProps) {
  const [tokens, setTokens] = useState<readonly Token[]>([]);
  const before = useRef(edges);
  const announced = useRef<{ readonly key: string; readonly edges: ReadonlySet<string> }>({
    key: '',
    edges: new Set(),
  });
  const nextKey = useRef(0);
  useEffect(() => {
    const names = Object.keys(paths);
    const turned = names.filter(name => edges[name] === 'past' && before.current[name] !== 'past');
    before.current = edges;
    const ahead = announced.current.key === coming.key ? [] : coming.ways;
    const known = new Set([...announced.current.edges, ...ahead.flat()]);
    announced.current = { key: coming.key, edges: turned.length === 0 ? known : new Set(ahead.flat()) };
    if (!moves || turned.length > MOST_AT_ONCE) return;
    const ways = [...turned.filter(name => !known.has(name)).map(name => [name]), ...ahead];
    const fresh = ways.flatMap(way => {
      const path = way.map(name => paths[name] ?? '').join('');
      return path === '' ? [] : [{ key: nextKey.current++, path }];
    });
    if (fresh.length > 0) setTokens(present => [...present, ...fresh].slice(-2 * MOST_AT_ONCE));
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
