/** Leases (k8s.io/kubernetes pkg/registry/coordination/lease/strategy.go and its validation). */
import { invalidValue } from '../field-error.ts';
import { type JsonObject, stringAt, valueAt } from '../json.ts';
import type { Resource } from '../resource.ts';
import type { Cause } from '../status.ts';
import { builtIn } from './built-in.ts';
import { AGE_COLUMN, NAME_COLUMN, textColumn } from './columns.ts';

function validate(object: JsonObject): Cause[] {
  const causes: Cause[] = [];
  const duration = valueAt(object, 'spec', 'leaseDurationSeconds');
  if (typeof duration === 'number' && duration <= 0)
    causes.push(invalidValue('spec.leaseDurationSeconds', duration, 'must be greater than 0'));
  const transitions = valueAt(object, 'spec', 'leaseTransitions');
  if (typeof transitions === 'number' && transitions < 0)
    causes.push(invalidValue('spec.leaseTransitions', transitions, 'must be greater than or equal to 0'));
  return causes;
}

export const leases: Resource = builtIn({
  group: 'coordination.k8s.io',
  version: 'v1',
  plural: 'leases',
  kind: 'Lease',
  isNamespaced: true,
  createsOnUpdate: true,
  allowsUnconditionalUpdate: false,
  columns: [
    NAME_COLUMN,
    textColumn('Holder', 'Who holds the lease.', object => stringAt(object, 'spec', 'holderIdentity')),
    AGE_COLUMN,
  ],
  prepareForCreate: object => (object.spec === undefined ? { ...object, spec: {} } : object),
  validate,
});
