/** Why a connection failed, and what to do: for people who have to look at DNS, a firewall or a certificate. */
export interface Disconnection {
  what: string;
  remedy: string;
}

/**
 * Tells causes of a failed connection apart by the error's code (of Node's DNS, net and tls, and of undici).
 * @returns undefined for a code that no rule knows
 */
export function explainDisconnection(code: string, address: string): Disconnection | undefined {
  const { hostname, port, protocol } = new URL(address);
  const at = `${hostname}:${port || (protocol === 'https:' ? 443 : 80)}`;
  const rule = RULES.find(({ codes }) => codes.test(code));
  return rule && { what: `${rule.what(hostname, at)} (${code})`, remedy: rule.remedy(hostname) };
}

interface Rule {
  codes: RegExp;
  what: (host: string, at: string) => string;
  remedy: (host: string) => string;
}

const RULES: Rule[] = [
  {
    // of fetch (https://fetch.spec.whatwg.org/#port-blocking)
    codes: /^bad port$/,
    what: (_host, at) => `${at}: Node blocks this port`,
    remedy: () =>
      'Let that server listen on another port, or put a proxy in front of it: 80, 443, 8080 and 8443 are not blocked.',
  },
  {
    codes: /^(ENOTFOUND|EAI_AGAIN|EAI_FAIL)$/,
    what: (host) => `the name ${host} cannot be resolved`,
    remedy: (host) => `Check the name, and name resolution on this machine: getent hosts ${host}`,
  },
  {
    codes: /^ECONNREFUSED$/,
    what: (_host, at) => `${at} refuses the connection: nothing listens there`,
    remedy: () => 'Check the port, and that the server runs; a firewall may also refuse.',
  },
  {
    codes: /^(ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT|EHOSTUNREACH|ENETUNREACH)$/,
    what: (_host, at) => `${at} does not answer: there is no route, or a firewall blocks it`,
    remedy: () => 'Check the address, and the firewalls between this machine and that one.',
  },
  {
    codes: /^(CERT_HAS_EXPIRED|CERT_NOT_YET_VALID)$/,
    what: (host) => `the certificate of ${host} is not valid now`,
    remedy: () => "Renew it on the server; check this machine's clock.",
  },
  {
    codes: /^ERR_TLS_CERT_ALTNAME_INVALID$/,
    what: (host) => `the certificate is for another name than ${host}`,
    remedy: () => 'Use the name in the certificate, or give the server a certificate for this name.',
  },
  {
    codes: /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+|CERT_\w+)$/,
    what: (host) => `the certificate of ${host} is from an authority that is not known here`,
    remedy: () =>
      'For an authority of your own: NODE_EXTRA_CA_CERTS=/path/to/its.pem in the environment of the bridge. Otherwise the server may not send its intermediate certificates.',
  },
  {
    codes: /^(ERR_SSL_\w+|EPROTO)$/,
    what: (_host, at) => `${at} does not speak TLS as expected`,
    remedy: () => 'Check the port, and whether it should be http:// instead of https://.',
  },
  {
    codes: /^(ECONNRESET|EPIPE|UND_ERR_SOCKET)$/,
    what: (_host, at) => `${at} closes the connection`,
    remedy: () => 'Look at the log of the server, or of the proxy in front of it.',
  },
];
