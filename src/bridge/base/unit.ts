/**
 * What to put before a command so that it runs as the service of deploy/itop-tawk.service does: as its user, in its
 * folder, with the secrets of its EnvironmentFile read by systemd itself. docs/operating.md explains it.
 */
export const AS_THE_SERVICE =
  'sudo systemd-run --quiet --collect --wait --pty --pipe -p User=itop-tawk -p WorkingDirectory=/var/lib/itop-tawk -p EnvironmentFile=/etc/itop-tawk/secrets';

/** What to do where a command lacks an environment variable that the bridge has. @param command such as `doctor` */
export function withEnvironment(command: string): string {
  const whole = `itop-tawk ${command} --config /etc/itop-tawk/bridge.yaml`;
  return `give the command the bridge's environment. If systemd runs the bridge: ${AS_THE_SERVICE} ${whole}; in a container: podman exec -it itop-tawk ${whole}`;
}
