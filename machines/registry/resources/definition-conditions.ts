/** The conditions of CRDs: whether their names are accepted, and whether they are served. */
import { arrayAt, type Json, type JsonObject, objectAt, stringAt } from '../json.ts';

/** A condition of a definition: `NamesAccepted`, `Established`. */
export function hasCondition(definition: JsonObject, type: string): boolean {
  return arrayAt(definition, 'status', 'conditions').some(
    condition => stringAt(condition, 'type') === type && stringAt(condition, 'status') === 'True',
  );
}

/** The names a definition takes for itself within its group. */
function namesOf(definition: JsonObject): string[] {
  const names = objectAt(definition, 'spec', 'names');
  return [
    stringAt(names, 'plural'),
    stringAt(names, 'singular'),
    ...arrayAt(names, 'shortNames').map(String),
  ];
}

/**
 * The definition with its conditions and accepted names, as the naming and establishing controllers leave it
 * (pkg/controller/status/naming_controller.go): a name that another one of the group has is not accepted.
 */
export function withConditions(
  definition: JsonObject,
  others: readonly JsonObject[],
  time: string,
): JsonObject {
  const group = stringAt(definition, 'spec', 'group');
  const rivals = others.filter(
    other =>
      stringAt(other, 'spec', 'group') === group &&
      stringAt(other, 'metadata', 'name') !== stringAt(definition, 'metadata', 'name') &&
      hasCondition(other, 'NamesAccepted'),
  );
  const taken = new Set(rivals.flatMap(namesOf));
  const kinds = new Set(
    rivals.flatMap(rival => [
      stringAt(rival, 'spec', 'names', 'kind'),
      stringAt(rival, 'spec', 'names', 'listKind'),
    ]),
  );
  const names = objectAt(definition, 'spec', 'names');
  const usedName = namesOf(definition).find(name => taken.has(name));
  const usedKind = [stringAt(names, 'kind'), stringAt(names, 'listKind')].find(kind => kinds.has(kind));
  const used = usedName ?? usedKind;
  const reason = usedName === undefined ? 'KindConflict' : 'NameConflict';
  const accepted = used === undefined;
  const conditions: Json[] = [
    accepted
      ? condition(definition, 'NamesAccepted', true, 'NoConflicts', 'no conflicts found', time)
      : condition(
          definition,
          'NamesAccepted',
          false,
          reason,
          `${JSON.stringify(used)} is already in use`,
          time,
        ),
    // What has been established once stays so.
    accepted || hasCondition(definition, 'Established')
      ? condition(
          definition,
          'Established',
          true,
          'InitialNamesAccepted',
          'the initial names have been accepted',
          time,
        )
      : condition(definition, 'Established', false, 'NotAccepted', 'not all names are accepted', time),
  ];
  const status = objectAt(definition, 'status');
  return {
    ...definition,
    status: { ...status, conditions, acceptedNames: accepted ? names : (status.acceptedNames ?? {}) },
  };
}

function condition(
  definition: JsonObject,
  type: string,
  isTrue: boolean,
  reason: string,
  message: string,
  time: string,
): Json {
  const status = isTrue ? 'True' : 'False';
  const old = arrayAt(definition, 'status', 'conditions').find(entry => stringAt(entry, 'type') === type);
  const since = stringAt(old, 'status') === status ? stringAt(old, 'lastTransitionTime') : time;
  return { lastTransitionTime: since, message, reason, status, type };
}

/** The definition while its objects are being deleted (pkg/controller/finalizer/crd_finalizer.go). */
export function withTerminating(definition: JsonObject, time: string): JsonObject {
  const message = 'CustomResource deletion is in progress';
  const added = condition(definition, 'Terminating', true, 'InstanceDeletionInProgress', message, time);
  const conditions = [...arrayAt(definition, 'status', 'conditions'), added];
  return { ...definition, status: { ...objectAt(definition, 'status'), conditions } };
}
