import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const SECRET = 'ZwDBniTavCzooOkbjSdItQ';

/** What the browser keeps for a tab, through its reloads. */
let tab: Map<string, string>;
let address: URL;
let reloads: number;
let onHashChange: () => void;

beforeEach(() => {
  tab = new Map();
  reloads = 0;
});
afterEach(() => vi.unstubAllGlobals());

/** The page as a browser loads it at an address. */
async function load(url: string) {
  address = new URL(url);
  vi.stubGlobal('location', {
    get hash() {
      return address.hash;
    },
    get pathname() {
      return address.pathname;
    },
    get search() {
      return address.search;
    },
    reload: () => {
      reloads++;
    },
  });
  vi.stubGlobal('history', {
    state: null,
    replaceState: (_: unknown, __: string, path: string) => {
      address = new URL(path, address);
    },
  });
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => tab.get(key) ?? null,
    setItem: (key: string, value: string) => tab.set(key, value),
  });
  vi.stubGlobal('addEventListener', (_: string, listener: () => void) => {
    onHashChange = listener;
  });
  vi.resetModules();
  const module = await import('../../ui/session/secret.ts');
  module.takeSecret();
  return module;
}

test.each([`http://host/?lang=zh#token=${SECRET}`, `http://host/present?lang=zh#${SECRET}`])(
  'the secret leaves the address bar of %s and stays with the tab',
  async url => {
    const { authorization } = await load(url);
    expect(address.href).toBe(url.replace(/#.*/, ''));
    expect(authorization()).toEqual({ authorization: `Bearer ${SECRET}` });
    const again = await load(address.href);
    expect(again.secret()).toBe(SECRET);
  },
);

test('without one nothing is sent, and other fragments stay', async () => {
  const { authorization, secret } = await load('http://host/#timeline');
  expect([secret(), authorization(), address.hash]).toEqual([null, {}, '#timeline']);
});

test('another link in the same tab begins anew with its secret', async () => {
  const { secret } = await load(`http://host/present#${SECRET}`);
  const other = SECRET.toLowerCase();
  address.hash = other;
  onHashChange();
  expect([secret(), reloads, address.hash]).toEqual([other, 1, '']);
});

test('a browser that keeps nothing has it until the page is reloaded', async () => {
  const { takeSecret, secret } = await load(`http://host/#token=${SECRET}`);
  vi.stubGlobal('sessionStorage', {
    getItem: () => {
      throw new Error('denied');
    },
    setItem: () => {
      throw new Error('denied');
    },
  });
  address.hash = `token=${SECRET}`;
  takeSecret();
  expect(secret()).toBe(SECRET);
});
