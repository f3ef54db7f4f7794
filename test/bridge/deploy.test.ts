import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { ticketCreate } from '../../sandbox/tawk/webhooks';
import { withEnvironment } from '../../src/bridge/base/unit';
import { startChatRing } from './livehelperchat-ring';
import { type Ring, startRing } from './ring';

const FOLDER = 'deploy';
const ALARMS = 'prometheus/itop-tawk-alarms.yaml';
const text = (path: string) => readFileSync(join(FOLDER, path), 'utf8');

interface Rule {
  alert: string;
  expr: string;
  annotations: { runbook: string };
}
const rules: Rule[] = parse(text(ALARMS)).groups.flatMap(({ rules }: { rules: Rule[] }) => rules);
const dashboard = JSON.parse(text('grafana/itop-tawk.json'));
const panels: { title: string; targets: { expr: string }[] }[] = dashboard.panels;

let ring: Ring;
/** The labels that each metric really has, by its name. */
const metrics = new Map<string, Set<string>>([['up', new Set(['job', 'instance'])]]);

beforeAll(async () => {
  ring = await startRing({ chats: 'on' });
  const event = { humanId: 1, subject: 's', message: 'm' };
  await ring.send(ticketCreate(event, { name: 'C', email: 'claude@example.com', type: 'visitor' }));
  await ring.settled();
  const chats = await startChatRing();
  const scraped = (await (await fetch(`${ring.bridge.adminUrl}/metrics`)).text()) + (await chats.metrics());
  await chats.stop();
  for (const [, name, labels] of scraped.matchAll(/^([a-z]\w*)(\{[^}]*\})? /gm)) {
    const known = metrics.get(name as string) ?? new Set(['job', 'instance']);
    for (const [, label] of (labels ?? '').matchAll(/(\w+)="/g)) known.add(label as string);
    metrics.set(name as string, known);
  }
});
afterAll(() => ring.stop());

const expressions: [string, string][] = [
  ...rules.map(({ alert, expr }): [string, string] => [`the alarm ${alert}`, expr]),
  ...panels.flatMap(({ title, targets }) =>
    targets.map(({ expr }): [string, string] => [`the panel "${title}": ${expr}`, expr]),
  ),
  ...dashboard.annotations.list.map(({ name, expr }: { name: string; expr: string }): [string, string] => [name, expr]),
  [
    'the choice of a property',
    dashboard.templating.list[1].query.query.replace(/label_values\((\w+), (\w+)\)/, '$1{$2="x"}'),
  ],
];

describe('every metric and label is one that the bridge has:', () => {
  test.each(expressions)('%s', (_name, expr) => {
    const found = [...expr.matchAll(/\b((?:itop_tawk|process|nodejs)_\w+|up)\b(?:\{([^}]*)\})?/g)];
    expect(found.length).toBeGreaterThan(0);
    for (const [, name, matchers] of found) {
      const labels = metrics.get(name as string);
      expect([name, labels !== undefined]).toEqual([name, true]);
      for (const [, label] of (matchers ?? '').matchAll(/(\w+)\s*=/g)) {
        expect([name, label, labels?.has(label as string)]).toEqual([name, label, true]);
      }
    }
  });
});

test('every alarm has its part in the runbook, and a test of its own', () => {
  const headings = [...readFileSync('docs/runbook.md', 'utf8').matchAll(/^## (\w+)$/gm)].map(([, name]) => name);
  expect(headings).toEqual(rules.map(({ alert }) => alert));
  const tested = text('prometheus/itop-tawk-alarms.test.yaml');
  for (const { alert, annotations } of rules) {
    expect(annotations.runbook).toBe(`docs/runbook.md#${alert.toLowerCase()}`);
    expect(tested).toMatch(new RegExp(`alertname: ${alert}\\s+exp_alerts: `));
  }
});

test('every metric of the bridge is described in docs/bridge-reference.md', () => {
  const page = readFileSync('docs/bridge-reference.md', 'utf8');
  const own = [...metrics.keys()].filter((name) => name.startsWith('itop_tawk_'));
  for (const name of own) {
    expect(page).toContain(`\`${name.replace('itop_tawk_', '').replace(/_(bucket|sum|count)$/, '')}\``);
  }
});

test('the unit always restarts the bridge, and gives it longer to stop than it takes', () => {
  const unit = text('itop-tawk.service');
  expect(unit).toMatch(/^StartLimitIntervalSec=0$/m);
  expect(unit).toMatch(/^Restart=always$/m);
  expect(Number(/^TimeoutStopSec=(\d+)$/m.exec(unit)?.[1])).toBeGreaterThan(30);
  expect(unit).toMatch(/^UMask=0077$/m);
  expect(unit).toMatch(/^ProtectSystem=strict$/m);
});

test('a bridge that dies leaves no copy of its memory, in which its secrets are', () => {
  expect(text('itop-tawk.service')).toMatch(/^LimitCORE=0$/m);
  expect(readFileSync('docs/operating.md', 'utf8')).toMatch(/podman run [^`]*--ulimit core=0/);
});

test('unit and example say who may read the files with secrets', () => {
  const unit = text('itop-tawk.service').replace(/\n# /g, ' ');
  expect(unit).toContain('chmod 640 /etc/itop-tawk/bridge.yaml');
  expect(unit).toContain('chmod 600 /etc/itop-tawk/secrets');
  expect(readFileSync('bridge.example.yaml', 'utf8')).toMatch(/^# .*chmod 600/m);
});

test('the container is not root, keeps its database on a volume, and asks for health where `admin` is by default', () => {
  const recipe = text('Containerfile');
  expect(/^USER (\d+)/m.exec(recipe)?.[1]).not.toBe('0');
  const folder = /^VOLUME (.+)$/m.exec(recipe)?.[1];
  expect(recipe).toContain(`WORKDIR ${folder}\n`);
  const example = readFileSync('bridge.example.yaml', 'utf8');
  const admin = /^admin: (\S+)/m.exec(example)?.[1];
  expect(recipe).toMatch(new RegExp(`^HEALTHCHECK .*http://${admin}/healthz`, 'm'));
});

test('the command to paste runs as the unit runs the bridge, and it is the one that commands print', () => {
  const unit = text('itop-tawk.service');
  const setting = (name: string) => new RegExp(`^${name}=(.+)$`, 'm').exec(unit)?.[1]?.replace('%S', '/var/lib');
  const own = (name: string) => `-p ${name}=${setting(name)}`;
  const [, pasted = ''] = /^(sudo systemd-run .*)$/m.exec(readFileSync('docs/operating.md', 'utf8')) ?? [];
  for (const name of ['User', 'WorkingDirectory', 'EnvironmentFile']) expect(pasted).toContain(own(name));
  expect(pasted).toContain(`itop-tawk doctor ${/--config \S+/.exec(setting('ExecStart') ?? '')?.[0]}`);
  expect(withEnvironment('doctor')).toContain(`${pasted};`);
});
