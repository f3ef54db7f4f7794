import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { npm } from '../npm';

/**
 * What the command is made of, those packages included that are in its bundle: CycloneDX in JSON, by `npm sbom`, without
 * what is another each time (serial number, time), and without the version of npm.
 *
 * Of a folder with the run-time packages alone: from ours, `npm sbom --omit=dev` (11.19) leaves out what the tests need
 * too, `yaml` for one.
 */
export function sbom(): string {
  // npm names the whole after its folder.
  const parent = mkdtempSync(join(tmpdir(), 'itop-tawk-sbom-'));
  const { name, version, description, license, dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
  try {
    writeFileSync(
      join(parent, 'package.json'),
      JSON.stringify({ name, version, description, license, private: true, dependencies }),
    );
    writeFileSync(join(parent, 'package-lock.json'), JSON.stringify(withoutWorkspace()));
    npm(['install', '--package-lock-only', '--ignore-scripts', '--no-audit'], parent);
    const bom = JSON.parse(npm(['sbom', '--sbom-format=cyclonedx', '--package-lock-only'], parent));
    const { serialNumber: _, metadata, ...rest } = bom;
    const { timestamp: __, tools: ___, ...lasting } = metadata;
    const component = { ...lasting.component, name };
    return `${JSON.stringify({ ...rest, metadata: { ...lasting, component } }, null, 2)}\n`;
  } finally {
    rmSync(parent, { recursive: true });
  }
}

/** The lock file without the folder of what tests need: npm 10 misses its packages, npm 11 takes it out by itself. */
function withoutWorkspace(): object {
  const { packages, ...lock } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
  const { workspaces: _, ...root } = packages[''];
  const others = Object.entries(packages as Record<string, { link?: boolean }>).filter(
    ([path, { link }]) => path !== '' && path !== 'test' && !link,
  );
  return { ...lock, packages: { '': root, ...Object.fromEntries(others) } };
}
