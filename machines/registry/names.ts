/** What names, labels and keys must look like (k8s.io/apimachinery pkg/util/validation/validation.go). */

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const SUBDOMAIN = `${LABEL}(\\.${LABEL})*`;
const QUALIFIED = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const LABEL_PATTERN = new RegExp(`^${LABEL}$`);
const SUBDOMAIN_PATTERN = new RegExp(`^${SUBDOMAIN}$`);
const QUALIFIED_PATTERN = new RegExp(`^${QUALIFIED}$`);
const LABEL_VALUE_PATTERN = new RegExp(`^(${QUALIFIED})?$`);
const CONFIG_KEY_PATTERN = /^[-._a-zA-Z0-9]+$/;

const MAX_LABEL = 63;
const MAX_SUBDOMAIN = 253;

/** Why a text is not what it should be, each reason a sentence; empty when it is. */
export type Problems = readonly string[];

function tooLong(max: number): string {
  return `must be no more than ${max} characters`;
}

export function dnsLabelProblems(name: string): Problems {
  const problems: string[] = [];
  if (name.length > MAX_LABEL) problems.push(tooLong(MAX_LABEL));
  if (!LABEL_PATTERN.test(name)) {
    problems.push(
      "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end " +
        `with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '${LABEL}')`,
    );
  }
  return problems;
}

export function dnsSubdomainProblems(name: string): Problems {
  const problems: string[] = [];
  if (name.length > MAX_SUBDOMAIN) problems.push(tooLong(MAX_SUBDOMAIN));
  if (!SUBDOMAIN_PATTERN.test(name)) {
    problems.push(
      "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start " +
        "and end with an alphanumeric character (e.g. 'example.com', regex used for validation is " +
        `'${SUBDOMAIN}')`,
    );
  }
  return problems;
}

/** Keys of labels and annotations: an optional DNS subdomain, a slash, and a name. */
export function qualifiedNameProblems(key: string): Problems {
  const parts = key.split('/');
  const problems: string[] = [];
  const name = parts.at(-1) as string;
  if (parts.length > 2) {
    return [
      `a qualified name must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an ` +
        `alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is ` +
        `'${QUALIFIED}') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  }
  if (parts.length === 2) {
    const prefix = parts[0] as string;
    if (prefix === '') problems.push('prefix part must be non-empty');
    else problems.push(...dnsSubdomainProblems(prefix).map(problem => `prefix part ${problem}`));
  }
  if (name === '') problems.push('name part must be non-empty');
  else if (name.length > MAX_LABEL) problems.push(`name part ${tooLong(MAX_LABEL)}`);
  if (!QUALIFIED_PATTERN.test(name)) {
    problems.push(
      "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an " +
        `alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '${QUALIFIED}')`,
    );
  }
  return problems;
}

export function labelValueProblems(value: string): Problems {
  const problems: string[] = [];
  if (value.length > MAX_LABEL) problems.push(tooLong(MAX_LABEL));
  if (!LABEL_VALUE_PATTERN.test(value)) {
    problems.push(
      "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start " +
        "and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for " +
        `validation is '(${QUALIFIED})?')`,
    );
  }
  return problems;
}

/** Keys of a ConfigMap's data. */
export function configKeyProblems(key: string): Problems {
  const problems: string[] = [];
  if (key.length > MAX_SUBDOMAIN) problems.push(tooLong(MAX_SUBDOMAIN));
  if (!CONFIG_KEY_PATTERN.test(key)) {
    problems.push(
      "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  " +
        "or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')",
    );
  }
  if (key === '.') problems.push(`must not be '.'`);
  else if (key === '..') problems.push(`must not be '..'`);
  else if (key.startsWith('..')) problems.push(`must not start with '..'`);
  return problems;
}

/** Names that are one segment of a path (`path.IsValidPathSegmentName`). */
export function pathSegmentProblems(name: string): Problems {
  if (name === '.' || name === '..') return [`may not be '${name}'`];
  return ['/', '%'].filter(illegal => name.includes(illegal)).map(illegal => `may not contain '${illegal}'`);
}
