import { expect, test } from 'vitest';
import { hostInUrl, isLoopbackHost, isLoopbackPeer, linkHosts } from '../../../src/api/addresses.ts';

test.each(['127.0.0.1', '127.8.9.10', '::1', 'localhost', 'LOCALHOST'])('%s is this machine alone', host => {
  expect(isLoopbackHost(host)).toBe(true);
});

test.each([
  '0.0.0.0',
  '::',
  '192.168.1.5',
  '127.0.0.1.example',
  'localhost.example',
  '1270.0.1',
  '0',
  '2130706433',
])('%s is taken for one that others can reach', host => {
  expect(isLoopbackHost(host)).toBe(false);
});

test('peers are known by either kind of address', () => {
  expect(['127.0.0.1', '::1', '::ffff:127.0.0.1'].map(isLoopbackPeer)).toEqual([true, true, true]);
  expect(['10.0.0.1', '::ffff:10.0.0.1', '2001:db8::1', undefined].map(isLoopbackPeer)).toEqual([
    false,
    false,
    false,
    false,
  ]);
});

test('IPv6 stands in brackets in a link', () => {
  expect(['::1', 'FD00:0::2', '10.0.0.1', 'my-laptop.local'].map(hostInUrl)).toEqual([
    '[::1]',
    '[fd00::2]',
    '10.0.0.1',
    'my-laptop.local',
  ]);
  expect(linkHosts('fd00::2')).toEqual(['[fd00::2]']);
});
