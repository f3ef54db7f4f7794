/** Classes that iTop defines in PHP, and not in the datamodel's XML. */
const IN_PHP = /^(User(Internal|Local|External|LDAP)?$|URP_|CMDBChange|Event|Trigger|Action|Synchro)/;

/** @returns the first class in an OQL query that an iTop with these classes does not have */
export function unknownClass(oql: string, classes: string[]): string | undefined {
  const bare = oql.replace(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/g, "''");
  const found = bare.matchAll(/\bSELECT\s+(?:[\w\s,`]+?\s+FROM\s+)?`?(\w+)`?|\bJOIN\s+`?(\w+)`?/gi);
  return [...found]
    .map(([, selected, joined]) => selected ?? joined ?? '')
    .find((name) => !classes.includes(name) && !IN_PHP.test(name));
}
