/** Attribute values by attribute code, as REST gives and takes them (an external key takes an id, OQL or criteria). */
export type Fields = Record<string, unknown>;

export interface ItopObject {
  class: string;
  key: string;
  fields: Fields;
}
