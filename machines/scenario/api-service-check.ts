/** What the APIServices of a scenario have to do with each other, and with its script. */
import type { Report } from './cross-check.ts';

interface Parts {
  readonly apiServices: readonly {
    readonly name: string;
    readonly group: string;
    readonly version: string;
  }[];
  readonly script: readonly { readonly apiService?: { readonly name: string } | undefined }[];
}

/** Groups that the chain serves itself: an APIService for one of them would never get its requests. */
const OWN_GROUPS: ReadonlySet<string> = new Set([
  'apiregistration.k8s.io',
  'apiextensions.k8s.io',
  'coordination.k8s.io',
]);

/** Reports names that do not say VERSION.GROUP, are given twice or do not exist, and groups that are taken. */
export function checkApiServices({ apiServices, script }: Parts, report: Report): void {
  const seen = new Set<string>();
  apiServices.forEach(({ name, group, version }, index) => {
    const place = ['apiServices', index];
    const right = `${version}.${group}`;
    if (name !== right)
      report(
        tr => tr('an APIService is called VERSION.GROUP: "{right}", not "{name}"', { right, name }),
        [...place, 'name'],
        name,
      );
    else if (seen.has(name))
      report(tr => tr('the APIService "{name}" is there twice', { name }), [...place, 'name'], name);
    seen.add(name);
    if (OWN_GROUPS.has(group))
      report(
        tr => tr('the group "{group}" is served by the chain itself', { group }),
        [...place, 'group'],
        group,
      );
  });
  script.forEach(({ apiService }, index) => {
    if (!apiService || seen.has(apiService.name)) return;
    const { name } = apiService;
    report(
      tr => tr('there is no APIService "{name}" under `apiServices`', { name }),
      ['script', index, 'apiService', 'name'],
      name,
    );
  });
}
