import { expect, test } from 'vitest';
import { routeOf } from '../../ui/offline/routes.ts';

const SCOPE = 'https://host.example/a/b/';
const FILES = { 'index.html': 'sha256-1', 'icon.svg': 'sha256-2', 'assets/index-abc.js': 'sha256-3' };

function route(path: string, mode = 'cors', method = 'GET') {
  return routeOf({ method, mode, url: new URL(path, SCOPE).href }, SCOPE, FILES);
}

test('the page is answered under each of its names, whatever its query', () => {
  for (const path of ['', 'index.html', '?scenario=slow-hook', 'index.html?lang=zh#x'])
    expect(route(path, 'navigate')).toEqual({ kind: 'page' });
});

test('files of a build are answered, and those of an earlier one', () => {
  expect(route('icon.svg')).toEqual({ kind: 'file', path: 'icon.svg' });
  expect(route('assets/index-abc.js')).toEqual({ kind: 'file', path: 'assets/index-abc.js' });
  expect(route('assets/index-old.js')).toEqual({ kind: 'file', path: 'assets/index-old.js' });
});

test('the control API is never touched', () => {
  for (const path of ['api', 'api/runs', 'api/runs/1/recording', 'api/runs?x'])
    for (const mode of ['cors', 'navigate']) expect(route(path, mode)).toEqual({ kind: 'network' });
});

test('what is not the page’s goes to the network', () => {
  expect(route('', 'navigate', 'POST')).toEqual({ kind: 'network' });
  expect(route('assets/index-abc.js', 'cors', 'HEAD')).toEqual({ kind: 'network' });
  expect(route('docs/', 'navigate')).toEqual({ kind: 'network' });
  // Only a program that holds a workshop has these.
  for (const path of ['j', 'present', 'notes']) expect(route(path, 'navigate')).toEqual({ kind: 'network' });
  expect(route('../c/icon.svg')).toEqual({ kind: 'network' });
  expect(route('https://other.example/a/b/icon.svg')).toEqual({ kind: 'network' });
  expect(route('toString')).toEqual({ kind: 'network' });
});
