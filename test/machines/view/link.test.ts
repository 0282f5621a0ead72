import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LIBRARY } from '../../../machines/scenario/library.ts';
import { SIGNALS } from '../../../machines/signals.ts';
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
import { LONGEST_TEXT, packText, unpackText } from '../../../machines/view/packed-text.ts';

const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const anyLink: fc.Arbitrary<LinkState> = fc.record({
  scenario: orNull(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }).filter(text => /^[^\s/]{1,100}$/.test(text)),
  ),
  source: orNull(
    fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...LIBRARY.map(({ yaml }) => yaml))),
  ),
  seed: orNull(fc.integer({ min: 0, max: 4_294_967_295 })),
  mode: orNull(fc.constantFrom(...LINK_MODES)),
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
        expect(parseLink(`?${queryOf(state)}`)).toEqual({ ok: true, link: state });
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
    expect(queryOf({ moment: { from: 'start', ms: 0 } })).toBe('v=1&t=0s@start');
    expect(queryOf({ moment: { from: 'stop', ms: -1999.999 } })).toBe('v=1&t=-1.999999s');
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
    const keys = ['v', 'scenario', 's', 'seed', 'mode', 't', 'signal', 'view', 'theme', 'lang', 'embed', '%'];
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
