/**
 * Attribute values by attribute code, as the REST API returns and accepts them (an external key accepts an id, OQL or
 * criteria).
 */
export type Fields = Record<string, unknown>;

export interface ItopObject {
  class: string;
  key: string;
  fields: Fields;
}
