import { isSupported } from '../../files/itop-folder';
import type { Finding } from '../../finding';
import { WIDGET_FILES } from '../../install/extension-package';
import { runSetup } from '../../install/setup-words';
import { MODULE } from '../../settings';
import { staleSettings } from '../effective-settings';
import { copyInForce, type Inspection } from '../inspection';

/** Is the module there, compiled, the same in both, and in this iTop at home? */
export function installationFindings(inspection: Inspection): Finding[] {
  return [
    ...versionFindings(inspection),
    ...copyFindings(inspection),
    ...compilationFindings(inspection),
    ...staleFindings(inspection),
  ];
}

/** As README has it. */
const TRIED_OF_3_3 =
  'For 3.3 it was built by what Combodo has published, and tried on a development version of October 2024 only. ';

function versionFindings({ itop: { version } }: Inspection): Finding[] {
  if (isSupported(version) === 'yes') return [];
  const isOld = isSupported(version) === 'too old';
  return [
    {
      severity: isOld ? 'error' : 'note',
      code: 'itop-version',
      what: `iTop ${version} is ${isOld ? 'older than the extension supports' : 'newer than those that the extension was tried on'} (2.7 to 3.2)`,
      remedy: isOld
        ? 'Upgrade iTop.'
        : `${version.startsWith('3.3') ? TRIED_OF_3_3 : ''}Look for a newer version of the extension if something does not work.`,
    },
  ];
}

function copyFindings({ own, itop }: Inspection): Finding[] {
  const inForce = copyInForce(own);
  if (!inForce) {
    return [
      {
        severity: 'error',
        code: 'not-installed',
        what: `the extension is not there: no module.${MODULE}.php below extensions/`,
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
      what: `the module is in ${inForce.folder} too, and iTop takes that one`,
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

function compilationFindings({ own, compiled, compiledFiles, changedFiles, config, itop }: Inspection): Finding[] {
  const laid = copyInForce(own);
  if (!laid) return [];
  const place = { path: `env-production/${MODULE}` };
  const remedy = runSetup(config);
  if (laid.version?.startsWith('1.')) {
    const what = `version ${laid.version} is Combodo's, of which this is the successor`;
    const upgrade = `Run: itop-tawk install ${itop.root}`;
    return [{ severity: 'error', code: 'old-extension', what, place: { path: laid.folder }, remedy: upgrade }];
  }
  if (!compiled) {
    const what = config ? 'iTop is not compiled: its last setup did not come to its end' : 'iTop was never set up';
    return [{ severity: 'error', code: 'not-set-up', what, place: { path: 'env-production' }, remedy }];
  }
  if (!compiled.modules.has(MODULE) || !compiledFiles) {
    return [
      { severity: 'error', code: 'not-compiled', what: "iTop's setup has not compiled the module yet", place, remedy },
    ];
  }
  const version = compiled.modules.get(MODULE);
  if (version !== laid.version) {
    const what = `compiled is version ${version}, in ${laid.folder} is ${laid.version ?? 'one that cannot be read'}`;
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
    const what = `${first}${others} changed after iTop's setup compiled the module: the old state is in force`;
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
