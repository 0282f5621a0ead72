/** Which server of the chain a path belongs to. */
import { describe, expect, test } from 'vitest';
import type { Lineage } from '../../../machines/lineage.ts';
import type { ServerName } from '../../../machines/servers/chain.ts';
import { type ApiDirectory, routeOf } from '../../../machines/servers/route.ts';

const METRICS = { name: 'v1.metrics.example.com', group: 'metrics.example.com', version: 'v1' };

const OWNERS: Readonly<Record<string, ServerName>> = {
  '': 'kube-apiserver',
  'coordination.k8s.io': 'kube-apiserver',
  'apiregistration.k8s.io': 'aggregator',
  'apiextensions.k8s.io': 'apiextensions',
  'shop.example.com': 'apiextensions',
};

/** The built-in groups, one custom resource, and one APIService. */
const DIRECTORY: ApiDirectory = {
  ownerOf: group => OWNERS[group] ?? null,
  serves: (group, version) => group in OWNERS && version === 'v1',
  apiServices: () => [METRICS],
  paths: () => [],
};

function answering(path: string, muxIncomplete: readonly ServerName[] = [], lineage: Lineage = '1.27') {
  const route = routeOf(path, muxIncomplete, { lineage, directory: DIRECTORY });
  return route?.to === 'apiService' ? route.name : (route?.server ?? null);
}

describe('a path goes to the first server that knows it', () => {
  test.each([
    ['/', 'aggregator'],
    ['/version', 'aggregator'],
    ['/openapi/v2', 'aggregator'],
    ['/openapi/v3/api/v1', 'aggregator'],
    ['/apis', 'aggregator'],
    ['/apis/coordination.k8s.io', 'aggregator'],
    ['/apis/metrics.example.com', 'aggregator'],
    ['/apis/apiregistration.k8s.io/v1/apiservices', 'aggregator'],
    ['/api', 'kube-apiserver'],
    ['/api/v1', 'kube-apiserver'],
    ['/api/v1/nothing-like-this', 'kube-apiserver'],
    ['/apis/coordination.k8s.io/v1/leases', 'kube-apiserver'],
    ['/apis/apiextensions.k8s.io/v1/customresourcedefinitions', 'apiextensions'],
    ['/apis/shop.example.com/v1/orders', 'apiextensions'],
    ['/apis/metrics.example.com/v1/samples', METRICS.name],
    ['/openapi/v3/apis/metrics.example.com/v1', METRICS.name],
  ])('%s: %s', (path, server) => {
    expect(answering(path)).toBe(server);
  });

  test.each([
    '/nowhere',
    '/api/v2',
    '/apis/nobody.example.com',
    '/apis/nobody.example.com/v1/x',
    '/versions',
    '/apis/coordination.k8s.io/v7/leases',
  ])('%s: nobody', path => {
    expect(answering(path)).toBeNull();
  });
});

describe('while a server does not know all its paths', () => {
  test('custom resources fall through until their definitions are known, the definitions themselves do not', () => {
    expect(answering('/apis/shop.example.com/v1/orders', ['apiextensions'])).toBeNull();
    expect(answering('/apis/shop.example.com', ['apiextensions'])).toBeNull();
    expect(answering('/apis/apiextensions.k8s.io/v1/customresourcedefinitions', ['apiextensions'])).toBe(
      'apiextensions',
    );
  });

  test('groups of APIServices fall through until the aggregator has registered them', () => {
    expect(answering('/apis/metrics.example.com/v1/samples', ['aggregator'])).toBeNull();
    expect(answering('/apis/metrics.example.com', ['aggregator'])).toBeNull();
    expect(answering('/api/v1/pods', ['aggregator'])).toBe('kube-apiserver');
  });
});

describe('1.6, which is one server', () => {
  test('answers for itself, and has neither custom resources nor APIServices', () => {
    expect(answering('/apis', [], '1.6')).toBe('kube-apiserver');
    expect(answering('/api/v1/pods', [], '1.6')).toBe('kube-apiserver');
    expect(answering('/apis/shop.example.com/v1/orders', [], '1.6')).toBeNull();
    expect(answering('/apis/metrics.example.com/v1/samples', [], '1.6')).toBeNull();
  });
});
