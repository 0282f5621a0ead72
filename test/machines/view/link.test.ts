import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LINEAGES } from '../../../machines/lineage.ts';
import { LIBRARY } from '../../../machines/scenario/library.ts';
import { SIGNALS } from '../../../machines/signals.ts';
import type { Act, Deed } from '../../../machines/simulation/deed.ts';
import { type Instant, instantFromMs } from '../../../machines/time.ts';
import type { Fault } from '../../../machines/traffic/fault.ts';
import {
  EMPTY_LINK,
  FURTHEST_MOMENT_MS,
  formatLink,
  isEmbed,
  LINK_LANGUAGES,
  LINK_MODES,
  LINK_THEMES,
  LINK_VIEWS,
  type LinkState,
  LONGEST_LINK,
  parseLink,
} from '../../../machines/view/link.ts';
import { MOST_DEEDS } from '../../../machines/view/link-deeds.ts';
import { LONGEST_TEXT, packText, unpackText } from '../../../machines/view/packed-text.ts';
import { translation } from '../../../machines/words/translate.ts';
import { CATALOG } from '../../../machines/words/zh/catalog.ts';

const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
const name = word.filter(text => text.length <= 100);
const path = word.map(text => `/${text.replace(/[\s#]/gu, '-')}`);
const fault: fc.Arbitrary<Fault> = fc.oneof(
  fc.record({ kind: fc.constantFrom('request.abort' as const, 'request.stall' as const), request: name }),
  fc.record({ kind: fc.constant('connection.reset' as const), connection: name }),
  fc.record({
    kind: fc.constantFrom('hook.hang' as const, 'hook.fail' as const, 'hook.finish' as const),
    phase: fc.constantFrom('postStart' as const, 'preShutdown' as const),
    name,
  }),
  fc.record({
    kind: fc.constant('probe.lose' as const),
    client: name,
    count: fc.integer({ min: 1, max: 1000 }),
  }),
);
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({
    kind: fc.constant('signal' as const),
    signal: fc.constantFrom('SIGTERM' as const, 'SIGINT' as const, 'SIGKILL' as const),
  }),
  fc.record({
    kind: fc.constant('request' as const),
    path,
    connection: fc.constantFrom('new' as const, 'reuse' as const),
    protocol: fc.constantFrom('h2' as const, 'http/1.1' as const),
  }),
  fc.record({ kind: fc.constant('fault' as const), fault }),
);
/** Deeds in order of time. */
const deeds: fc.Arbitrary<Deed[]> = fc
  .array(fc.record({ at: fc.nat(FURTHEST_MOMENT_MS * 1000), act }), { maxLength: 8 })
  .map(all => all.sort((a, b) => a.at - b.at) as Deed[]);
const linkName = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
  .filter(text => /^[^\s/]{1,100}$/.test(text));
const anyLink: fc.Arbitrary<LinkState> = fc.record({
  scenario: orNull(linkName),
  source: orNull(
    fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...LIBRARY.map(({ yaml }) => yaml))),
  ),
  lineage: orNull(fc.constantFrom(...LINEAGES)),
  seed: orNull(fc.integer({ min: 0, max: 4_294_967_295 })),
  mode: orNull(fc.constantFrom(...LINK_MODES)),
  replay: fc.boolean(),
  deeds,
  moment: orNull(
    fc.record({
      from: fc.constantFrom('stop' as const, 'start' as const),
      ms: fc
        .integer({ min: -FURTHEST_MOMENT_MS * 1000, max: FURTHEST_MOMENT_MS * 1000 })
        .map(micros => micros / 1000),
    }),
  ),
  selected: orNull(fc.constantFrom(...SIGNALS)),
  view: orNull(fc.constantFrom(...LINK_VIEWS)),
  theme: orNull(fc.constantFrom(...LINK_THEMES)),
  lang: orNull(fc.constantFrom(...LINK_LANGUAGES)),
  embed: fc.boolean(),
  lesson: orNull(linkName),
  stop: orNull(linkName),
});

/** The error of an address that cannot be read. */
function errorOf(text: unknown) {
  const parsed = parseLink(text);
  if (parsed.ok) throw new Error(`${String(text)} was read`);
  return parsed.error;
}

function queryOf(state: Partial<LinkState>): string {
  const formatted = formatLink({ ...EMPTY_LINK, ...state });
  if (!formatted.ok) throw new Error(formatted.error.message);
  return formatted.query;
}

describe('a link', () => {
  test('says what was put into it, whatever that is', () => {
    fc.assert(
      fc.property(anyLink, state => {
        const query = queryOf(state);
        expect(parseLink(`?${query}`)).toEqual({ ok: true, link: state });
        // Programs that pass an address on may write it in their own way.
        const passedOn = new URLSearchParams(query).toString();
        if (passedOn.length <= LONGEST_LINK) expect(parseLink(passedOn)).toEqual({ ok: true, link: state });
      }),
      { numRuns: 300 },
    );
  });

  test('can be read by a person when it is short', () => {
    expect(
      queryOf({
        scenario: 'slow-hook',
        moment: { from: 'stop', ms: 6400 },
        selected: 'NotAcceptingNewRequest',
      }),
    ).toBe('v=1&scenario=slow-hook&t=6.4s&signal=NotAcceptingNewRequest');
    expect(queryOf({ scenario: 'graceful', lineage: '1.20' })).toBe('v=1&scenario=graceful&lineage=1.20');
    expect(queryOf({ moment: { from: 'start', ms: 0 } })).toBe('v=1&t=0s@start');
    expect(queryOf({ moment: { from: 'stop', ms: -1999.999 } })).toBe('v=1&t=-1.999999s');
  });

  test('says what was done by hand so that a person can read it', () => {
    const at = (ms: number, what: Act): Deed => ({ at: instantFromMs(ms), act: what });
    const query = queryOf({
      scenario: 'slow-hook',
      deeds: [
        at(3_000, { kind: 'signal', signal: 'SIGTERM' }),
        at(3_000.001, {
          kind: 'fault',
          fault: { kind: 'hook.hang', phase: 'preShutdown', name: 'deregister' },
        }),
        at(4_500, { kind: 'fault', fault: { kind: 'request.abort', request: 'r12' } }),
        at(5_000, {
          kind: 'request',
          path: '/api/v1/pods?watch=true',
          connection: 'reuse',
          protocol: 'http/1.1',
        }),
        at(5_500, { kind: 'fault', fault: { kind: 'probe.lose', client: 'load-balancer', count: 5 } }),
      ],
      moment: { from: 'start', ms: 6_400 },
    });
    expect(query).toBe(
      'v=1&scenario=slow-hook&do=3s:SIGTERM,3.000001s:hook.hang:deregister,4.5s:request.abort:r12,5s:send:reuse:/api/v1/pods?watch=true:http/1.1,5.5s:probe.lose:load-balancer:5&t=6.4s@start',
    );
  });

  test.each([
    ['6.4s:SIGHUP', '6.4s:SIGHUP'],
    ['SIGTERM', 'SIGTERM'],
    ['5s:SIGTERM,4s:SIGTERM', '4s:SIGTERM'],
    ['-1s:SIGTERM', '-1s:SIGTERM'],
    ['3601s:SIGTERM', '3601s:SIGTERM'],
    ['1s:SIGTERM,', ''],
    ['1s:hook.hang', '1s:hook.hang'],
    ['1s:hook.hang:a:sometimes', '1s:hook.hang:a:sometimes'],
    ['1s:probe.lose:lb:0', '1s:probe.lose:lb:0'],
    ['1s:probe.lose:lb:1001', '1s:probe.lose:lb:1001'],
    ['1s:request.abort:~x', '1s:request.abort:~x'],
    ['1s:send:new:echo', '1s:send:new:echo'],
    ['1s:send:old:/echo', '1s:send:old:/echo'],
    ['1s:send:new:/echo:spdy', '1s:send:new:/echo:spdy'],
  ])('with deeds that are "%s" is damaged, and says that it is "%s"', (value, part) => {
    const error = errorOf(`?v=1&do=${value}`);
    expect(error).toMatchObject({ code: 'damaged', key: 'do', value: part });
    expect(error.message).toContain(`"${part}"`);
  });

  test('may name any version, and leads to the step that it belongs to; one that is not modelled is damage', () => {
    expect(parseLink('lineage=1.21')).toMatchObject({ ok: true, link: { lineage: '1.20' } });
    expect(errorOf('lineage=1.5')).toMatchObject({ code: 'damaged', key: 'lineage', value: '1.5' });
  });

  test('holds a bounded number of deeds', () => {
    const many = (count: number): Deed[] =>
      Array.from({ length: count }, (_, n) => ({
        at: n as Instant,
        act: { kind: 'signal', signal: 'SIGINT' },
      }));
    expect(parseLink(queryOf({ deeds: many(MOST_DEEDS) }))).toMatchObject({ ok: true });
    const made = formatLink({ ...EMPTY_LINK, deeds: many(MOST_DEEDS + 1) });
    expect(made).toMatchObject({ ok: false, error: { code: 'tooLong' } });
    expect(!made.ok && made.error.message).toContain('Save the recording');
    const text = many(MOST_DEEDS + 1)
      .map(() => '1s:SIGINT')
      .join(',');
    expect(errorOf(`do=${text}`)).toMatchObject({ key: 'do' });
  });

  test('is said to be wrong in the language of its reader', () => {
    const parsed = parseLink('?do=1s:dance', translation(CATALOG));
    expect(parsed).toMatchObject({ ok: false, error: { key: 'do', value: '1s:dance' } });
    if (!parsed.ok) expect(parsed.error.message).toMatch(/^链接已损坏/);
  });

  test('without a version is of the first one, and keys of others are passed over', () => {
    expect(parseLink('scenario=openshift&utm_source=chat&flag')).toEqual({
      ok: true,
      link: { ...EMPTY_LINK, scenario: 'openshift' },
    });
    expect(parseLink('')).toEqual({ ok: true, link: EMPTY_LINK });
  });

  test('of a newer version says so, and what to do', () => {
    const error = errorOf('?v=2&t=next-tuesday');
    expect(error).toMatchObject({ code: 'tooNew', key: 'v', value: '2' });
    expect(error.message).toContain('Update Lastcall');
  });

  test.each([
    ['v', '0'],
    ['v', 'one'],
    ['scenario', 'a b'],
    ['scenario', ''],
    ['s', 'AAAA'],
    ['s', '$$$$'],
    ['seed', '-1'],
    ['seed', '4294967296'],
    ['mode', 'dream'],
    ['do', '5s:nothing'],
    ['t', '6.4'],
    ['t', '6.4567891s'],
    ['t', '3601s'],
    ['signal', 'notacceptingnewrequest'],
    ['view', 'panel'],
    ['theme', 'sepia'],
    ['lang', 'de'],
    ['embed', 'yes'],
  ])('is damaged when %s is "%s", and says which part it is', (key, value) => {
    const error = errorOf(`?v=1&${key}=${value}`.replace('?v=1&v', '?v'));
    expect(error).toMatchObject({ code: 'damaged', key, value });
    expect(error.message).toContain(`"${value}"`);
    expect(error.message).toContain('Copy it again');
  });

  test.each([null, undefined, 7, {}])('that is %s is damaged', value => {
    expect(errorOf(value).code).toBe('damaged');
  });

  test('of any letters is read or refused, never thrown at somebody', () => {
    const keys = [
      'v',
      'scenario',
      's',
      'seed',
      'mode',
      'do',
      't',
      'signal',
      'view',
      'theme',
      'lang',
      'embed',
      '%',
    ];
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...keys), fc.string({ unit: 'binary' }))), pairs => {
        const parsed = parseLink(pairs.map(([key, value]) => `${key}=${value}`).join('&'));
        if (!parsed.ok) expect(parsed.error.message).toMatch(/^This link .+\.$/s);
      }),
    );
  });

  test('that is too long is not looked into', () => {
    expect(parseLink('x'.repeat(LONGEST_LINK)).ok).toBe(true);
    const error = errorOf('x'.repeat(LONGEST_LINK + 1));
    expect(error).toMatchObject({ code: 'tooLong', value: String(LONGEST_LINK + 1) });
    expect(error.message).toContain('as a file');
  });

  test('is not made of a scenario that is too long for it', () => {
    let noise = '';
    for (let n = 1; noise.length < LONGEST_LINK; n++) noise += (Math.imul(n, 2654435761) >>> 0).toString(36);
    for (const source of [noise, ' '.repeat(LONGEST_TEXT + 1)]) {
      expect(formatLink({ ...EMPTY_LINK, source })).toMatchObject({ ok: false, error: { code: 'tooLong' } });
    }
  });

  test('wants to be embedded even when it is damaged otherwise', () => {
    expect(isEmbed('?v=9&embed=1')).toBe(true);
    expect(isEmbed('?embed=0')).toBe(false);
    expect(isEmbed('')).toBe(false);
  });
});

describe('a scenario in a link', () => {
  test.each(LIBRARY.map(({ name, yaml }) => [name, yaml] as const))(
    '%s takes less than its text',
    (_, yaml) => {
      const packed = packText(yaml) ?? '';
      expect(packed).toMatch(/^[\w-]+$/);
      expect(packed.length).toBeLessThan(yaml.length);
      expect(unpackText(packed)).toBe(yaml);
    },
  );

  test('is damaged when a letter is lost, changed or added', () => {
    const packed = packText(LIBRARY[0]?.yaml ?? '') ?? '';
    fc.assert(
      fc.property(fc.nat(packed.length - 1), fc.constantFrom('', 'A', 'z', 'AA'), (at, letter) => {
        const changed = packed.slice(0, at) + letter + packed.slice(at + 1);
        fc.pre(changed !== packed);
        const text = unpackText(changed);
        expect(text === null || text === LIBRARY[0]?.yaml).toBe(true);
      }),
      { numRuns: 500 },
    );
    for (let length = 0; length < packed.length - 1; length += 7) {
      expect(unpackText(packed.slice(0, length))).toBeNull();
    }
  });

  test('that claims to be endless is refused before it is made', () => {
    const bomb = packText('a'.repeat(LONGEST_TEXT)) ?? '';
    expect(bomb.length).toBeLessThan(40);
    expect(unpackText(bomb)).toHaveLength(LONGEST_TEXT);
    expect(packText('a'.repeat(LONGEST_TEXT + 1))).toBeNull();
    // One literal, then a repetition of it that is 2 MiB long.
    expect(unpackText('AAAAAAFh____AQA')).toBeNull();
  });

  test('keeps its meaning: links that were sent once are read for ever', () => {
    expect(unpackText(PACKED_BY_VERSION_1)).toBe('name: mine\nscript:\n  - { at: 4s, signal: SIGTERM }\n');
  });
});

/** Made by the first version that could; it must not be made anew. */
const PACKED_BY_VERSION_1 = 'MOSMoAACEwRtaW5lJZ4B';
