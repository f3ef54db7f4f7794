import { CONFIG_FILE } from '../../files/config-file';
import { isSupported, SOURCE_OF_3_3, SUPPORTED_VERSIONS } from '../../files/itop-folder';
import type { Finding } from '../../finding';
import { WIDGET_FILES } from '../../install/extension-package';
import { runSetup } from '../../install/setup-words';
import { MODULE } from '../../settings';
import { staleSettings } from '../effective-settings';
import { copyInForce, type Inspection } from '../inspection';

/** Is the module there, compiled, the same version in both places, and made for this version of iTop? */
export function installationFindings(inspection: Inspection): Finding[] {
  return [
    ...versionFindings(inspection),
    ...missingFindings(inspection),
    ...copyFindings(inspection),
    ...compilationFindings(inspection),
    ...staleFindings(inspection),
  ];
}

function versionFindings({ itop: { version } }: Inspection): Finding[] {
  const finding = (severity: 'error' | 'note', what: string, remedy: string): Finding[] => [
    { severity, code: 'itop-version', what: `iTop ${version}${what}`, remedy },
  ];
  const seeNewer = 'Look for a newer version of the extension if something does not work.';
  switch (isSupported(version)) {
    case 'too old':
      return finding('error', ` is older than the extension supports (${SUPPORTED_VERSIONS})`, 'Upgrade iTop.');
    case 'untried':
      return finding(
        'note',
        ` is newer than the versions that the extension was tried on (${SUPPORTED_VERSIONS})`,
        seeNewer,
      );
    case 'yes':
      if (!version.startsWith('3.3')) return [];
      return finding('note', `: of 3.3, Combodo's source of ${SOURCE_OF_3_3} was tried, not the release`, seeNewer);
  }
}

function missingFindings({ missing }: Inspection): Finding[] {
  return missing.map(({ name, folder, file }) => ({
    severity: 'error',
    code: 'missing-interface',
    what: `this iTop has no ${name}, which ${file} needs: its setup and pages stop there`,
    place: { path: `${folder}/${file}` },
    remedy: 'Install a version of the extension that is made for this iTop: itop-tawk install.',
  }));
}

function copyFindings({ own, itop }: Inspection): Finding[] {
  const inForce = copyInForce(own);
  if (!inForce) {
    return [
      {
        severity: 'error',
        code: 'not-installed',
        what: `the extension is not installed: there is no module.${MODULE}.php below extensions/`,
        place: { path: 'extensions' },
        remedy: `Run: itop-tawk install ${itop.root}`,
      },
    ];
  }
  const findings: Finding[] = [];
  for (const { folder } of own.filter((copy) => copy !== inForce)) {
    findings.push({
      severity: 'warning',
      code: 'installed-twice',
      what: `the module is also in ${inForce.folder}, and iTop uses that one`,
      place: { path: folder },
      remedy: `Move ${folder} out of the folders that iTop searches; itop-tawk install does that.`,
    });
  }
  if (!inForce.folder.endsWith(`/${MODULE}`)) {
    findings.push({
      severity: 'error',
      code: 'folder-name',
      what: `the module's folder has another name than the module: its script would not be found`,
      place: { path: inForce.folder },
      remedy: `Rename the folder to ${MODULE}, then run the setup.`,
    });
  }
  return findings;
}

function compilationFindings(inspection: Inspection): Finding[] {
  const { own, compiled, compiledFiles, changedFiles, config, isConfigTooDeep, itop } = inspection;
  const laid = copyInForce(own);
  if (!laid) return [];
  const place = { path: `env-production/${MODULE}` };
  const remedy = runSetup(config);
  if (laid.version?.startsWith('1.')) {
    const what = `version ${laid.version} is Combodo's; this extension is its successor`;
    const upgrade = `Run: itop-tawk install ${itop.root}`;
    return [{ severity: 'error', code: 'old-extension', what, place: { path: laid.folder }, remedy: upgrade }];
  }
  if (!compiled) {
    const what = config ? 'iTop is not compiled: its last setup did not finish' : 'iTop was never set up';
    return [{ severity: 'error', code: 'not-set-up', what, place: { path: 'env-production' }, remedy }];
  }
  if (!config && !isConfigTooDeep) {
    return [
      {
        severity: 'error',
        code: 'no-configuration',
        what: 'iTop is compiled, but its configuration file is not there: iTop does not run without it',
        place: { path: CONFIG_FILE },
        remedy: 'Put it back, from a backup or from where it was moved; then run this again.',
      },
    ];
  }
  if (!compiled.modules.has(MODULE) || !compiledFiles) {
    return [
      { severity: 'error', code: 'not-compiled', what: "iTop's setup has not compiled the module yet", place, remedy },
    ];
  }
  const version = compiled.modules.get(MODULE);
  if (version !== laid.version) {
    const what = `version ${version} is compiled, but ${laid.folder} has ${laid.version ?? 'a version that cannot be read'}`;
    return [{ severity: 'error', code: 'version-differs', what, place, remedy }];
  }
  const missing = WIDGET_FILES.find((file) => !compiledFiles.includes(file));
  if (missing) {
    const what = `the compiled module has no ${missing}`;
    return [
      {
        severity: 'error',
        code: 'no-widget',
        what,
        place: { path: `${place.path}/${missing}` },
        remedy: `Run itop-tawk install ${itop.root}, then the setup.`,
      },
    ];
  }
  if (changedFiles.length > 0) {
    const [first = '', ...more] = changedFiles;
    const others = more.length > 0 ? ` and ${more.length} more files` : '';
    const what = `${first}${others} changed after iTop's setup compiled the module: the old state is still in use`;
    return [{ severity: 'warning', code: 'files-changed', what, place: { path: `${laid.folder}/${first}` }, remedy }];
  }
  return [];
}

function staleFindings(inspection: Inspection): Finding[] {
  const names = staleSettings(inspection);
  const isOtherVersion = inspection.compiled?.modules.get(MODULE) !== copyInForce(inspection.own)?.version;
  if (names.length === 0 || isOtherVersion || inspection.rejected.length > 0) return [];
  const place = names.map((name) => inspection.xml.origin(MODULE, name)).find((found) => found !== undefined);
  return [
    {
      severity: 'warning',
      code: 'setup-needed',
      what: `the XML was changed after iTop's setup compiled it, and is not in force yet: ${names.join(', ')}`,
      ...(place && { place }),
      remedy: runSetup(inspection.config),
    },
  ];
}
