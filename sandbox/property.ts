/** The ids in the address of an embed script. */
export interface Property {
  propertyId: string;
  widgetId: string;
}

/** A second property, for desks with properties of their own; it accepts any widget id. */
export const OTHER_PROPERTY = '0ddc0ffee0ddc0ffee0ddc0f';

/** The property that the stand-in of tawk.to serves, and that the sandbox's configuration file names. */
export const SANDBOX_PROPERTY = {
  propertyId: '5eedc0ffee5eedc0ffee5eed',
  widgetId: 'default',
  /** Its JavaScript API key, for secure mode. */
  apiKey: '0123456789abcdef0123456789abcdef01234567',
};
