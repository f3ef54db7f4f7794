/** Set by the build to the version in package.json. */
declare const VERSION: string | undefined;

/** The version of this itop-tawk; `0.0.0-dev` when it runs from source. */
export const version = typeof VERSION === 'string' ? VERSION : '0.0.0-dev';
