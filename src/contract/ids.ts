/**
 * How tawk.to's ids look, by the checks of tawk.to's own plugins (WordPress, PrestaShop, Drupal). Sources of regular
 * expressions that JavaScript and PCRE read alike; letters of either case fit.
 */
export const PROPERTY_ID = '[0-9a-f]{24}';
export const WIDGET_ID = '[a-z0-9]{1,50}';
