/**
 * The form of tawk.to's ids, as tawk.to's own plugins check them (WordPress, PrestaShop, Drupal). Sources of regular
 * expressions that JavaScript and PCRE read alike; case is ignored.
 */
export const PROPERTY_ID = '[0-9a-f]{24}';
export const WIDGET_ID = '[a-z0-9]{1,50}';

/** The same by the names of the settings, with a description to follow "expected"; and the key of secure mode. */
export const TAWK_IDS = {
  property_id: { pattern: PROPERTY_ID, expected: '24 hexadecimal digits' },
  widget_id: { pattern: WIDGET_ID, expected: '1 to 50 letters and digits' },
  api_key: {
    pattern: '[!-~]+',
    expected: 'the JavaScript API key, without blanks, or nothing where secure mode is off',
  },
};

/**
 * The same for Live Helper Chat. The server's root is the folder of index.php; people often paste the address of a page
 * instead. The secret is our own: iTop signs with it, and the bridge checks the signature.
 */
export const LIVEHELPERCHAT = {
  livehelperchat_url: {
    pattern: 'https?://(?!.*/index\\.php)[a-z0-9.:\\[\\]-]+(/[a-z0-9._/%~-]*)?',
    expected: "the http(s) address of the server's root, without index.php, query and user name",
  },
  livehelperchat_department: {
    pattern: '[1-9][0-9]{0,8}',
    isNumber: true as const,
    expected: "a department's number, or nothing for the server's own choice",
  },
  livehelperchat_secret: {
    pattern: '[!-~]{32,}',
    expected: 'at least 32 characters without blanks, or nothing where no identity is proved',
  },
  dashboard_secret: {
    pattern: '[!-~]{32,200}',
    expected: '32 to 200 characters without blanks, or nothing where agents have no dashboard in iTop',
  },
  // Begins with a letter: Live Helper Chat would take a name that is a number for a user's id.
  dashboard_prefix: {
    pattern: '[a-z][a-z0-9]{1,19}[._-]',
    expected: 'a letter, 1 to 19 letters or digits, and one of . _ -',
  },
};
