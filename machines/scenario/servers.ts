/** The chain of servers behind the handler chain, and the servers of APIServices beside it. */
import { z } from 'zod';
import { duration, name } from './values.ts';

const muxDelay = z
  .union([z.literal('never'), duration('When all its HTTP paths have been registered')])
  .optional()
  .meta({ description: 'When all its HTTP paths have been registered; never: not before the stop' });

function chained(about: string) {
  return z.strictObject({ 'mux-delay': muxDelay }).meta({ description: about }).prefault({});
}

export const servers = z
  .strictObject({
    aggregator: chained(
      'The first one; it learns of APIServices: its post-start hook apiservice-registration-controller returns then',
    ),
    'kube-apiserver': chained('The one with the built-in resources; the same as mux-delay under `server`'),
    apiextensions: chained(
      'The last one; it learns of CustomResourceDefinitions: its post-start hook crd-informer-synced returns then',
    ),
  })
  .meta({
    description: 'The chain of servers; MuxAndDiscoveryComplete fires when all of them know their paths',
  })
  .prefault({});

const dnsLabel = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const dnsName = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)+$/;

export const apiService = z
  .strictObject({
    name: name('Its name: VERSION.GROUP'),
    group: z
      .string()
      .max(253)
      .regex(dnsName, 'a group is a domain name such as metrics.example.com')
      .meta({ description: 'The API group that its server serves', examples: ['metrics.example.com'] }),
    version: z
      .string()
      .max(63)
      .regex(/^v[1-9]\d*((alpha|beta)[1-9]\d*)?$/, 'a version is for example v1, v1beta1 or v1alpha1')
      .meta({ description: 'The version of the group that its server serves', examples: ['v1alpha1'] }),
    resource: z
      .string()
      .max(63)
      .regex(dnsLabel, 'a resource is a word in lower case such as samples')
      .default('samples')
      .meta({ description: 'The one resource that its server has, in namespaces' }),
    available: z.boolean().default(true).meta({ description: 'false: its server is down from the start' }),
    'shutdown-delay-duration': duration(
      'How long its server keeps serving after it was told to go down',
    ).prefault('0s'),
  })
  .meta({ description: 'An API group that a server of its own serves, behind the aggregator' });

/** A script brings the server of an APIService down, or up again. */
export const apiServiceTurn = z
  .strictObject({
    name: name('The name of one under `apiServices`'),
    available: z.boolean().meta({ description: 'false: its server goes down; true: it comes up again' }),
  })
  .meta({ description: 'The server of an APIService goes down, or comes up again' });
