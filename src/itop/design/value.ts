import { DesignError } from './error';
import type { DesignNode } from './node';

export type ParameterValue = string | number | boolean | ParameterValue[] | { [key: string]: ParameterValue };

/**
 * The value of one module parameter, as iTop's MFParameters::ReadElement reads it (3.2.0
 * setup/modelfactory.class.inc.php 2645; the same since 2.7.0).
 *
 * @throws DesignError for the two forms at which iTop's setup stops: different tags in an array, a key twice in a hash
 */
export function readParameter(node: DesignNode): ParameterValue {
  const type = node.attributes.get('type') || (node.children.length > 0 ? 'hash' : 'string');
  switch (type) {
    case 'array':
      return readArray(node);
    case 'hash':
      return readHash(node);
    case 'int':
    case 'integer':
      return phpInt(node.text);
    case 'bool':
    case 'boolean':
      // PHP compares with == 1, so it also accepts " 1" or "1.0", but neither "TRUE" nor "yes".
      return node.text === 'true' || (node.text.trim() !== '' && Number(node.text) === 1);
    default:
      return node.text.replaceAll('\\n', '\n');
  }
}

function readArray(node: DesignNode): ParameterValue[] {
  const [first] = node.children;
  return node.children.map((child) => {
    if (child.tag !== first?.tag) {
      throw new DesignError(
        child.place,
        `<${child.tag}> is next to <${first?.tag}> in the array <${node.tag}>`,
        `Give all elements of <${node.tag}> the same tag; a differing id is fine.`,
      );
    }
    return readParameter(child);
  });
}

function readHash(node: DesignNode): { [key: string]: ParameterValue } {
  const value: { [key: string]: ParameterValue } = {};
  for (const child of node.children) {
    if (Object.hasOwn(value, child.tag)) {
      throw new DesignError(
        child.place,
        `<${child.tag}> is twice in <${node.tag}>, which is read as a hash`,
        `Remove one of them, or write <${node.tag} type="array"> if a list is meant.`,
      );
    }
    value[child.tag] = readParameter(child);
  }
  return value;
}

/** PHP's (int) of a string: the leading number, truncated; 0 if there is none. */
function phpInt(text: string): number {
  const number = Math.trunc(Number.parseFloat(text));
  return Number.isFinite(number) ? number + 0 : 0;
}
