import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { deltaEngine, loadModuleParameters, type ParameterValue } from '../../src/itop/design/design';
import { WIDGET_FILES } from '../../src/itop/install/extension-package';

export const ID = 'combodo-tawk-integration';
export const PROPERTY = '0123456789abcdef01234567';
export const KEY = 'a1b2c3d4e5'.repeat(4);
/** Settings in the configuration file with which `check` has nothing to say. */
export const RIGHT = `'property_id' => '${PROPERTY}',\n\t\t'widget_id' => 'default',\n\t\t'api_key' => '${KEY}',`;

export interface SmallItop {
  version?: string;
  /** The PHP between `'combodo-tawk-integration' => array(` and `)`. */
  settings?: string;
  /** PHP behind $MyModuleSettings in the configuration file. */
  morePhp?: string;
  /** The content of <parameters id="combodo-tawk-integration"> in data/production.delta.xml. */
  delta?: string;
  /** Version of the extension in extensions/; null: not there. */
  laid?: string | null;
  /** Version that the setup compiled; null: it did not; the delta is compiled too, unless `files` brings it. */
  compiled?: string | null;
  /** Only the extension gives user requests and incidents the origin `chat`. */
  ownOrigin?: boolean;
  /** More files, or other contents, by path. */
  files?: Record<string, string>;
}

/** A folder with those files of an iTop that the commands read, in the forms in which iTop writes them. */
export async function smallItop(options: SmallItop = {}): Promise<string> {
  const { version = '3.2.0', laid = '2.0.0', compiled = '2.0.0', settings = RIGHT, morePhp = '', delta } = options;
  const own = `extensions/${ID}`;
  const files: Record<string, string> = {
    'approot.inc.php': `<?php\n\ndefine('APPROOT', dirname(__FILE__).'/');\ndefine('ITOP_CORE_VERSION', '${version}');\n`,
    'extensions/readme.txt': '',
    'conf/production/config-itop.php': `<?php\n$MySettings = array(\n\t'app_root_url' => 'http://itop.example/',\n);\n$MyModuleSettings = array(\n\t'${ID}' => array (\n\t\t${settings}\n\t),\n);\n${morePhp}\n$MyModules = array();\n?>`,
  };
  if (laid !== null) {
    files[`${own}/module.${ID}.php`] = `<?php\nSetupWebPage::AddModule(__FILE__, '${ID}/${laid}', array());\n`;
    files[`${own}/datamodel.${ID}.xml`] = DEFAULTS;
    for (const file of WIDGET_FILES) files[`${own}/${file}`] = 'widget';
  }
  if (delta !== undefined)
    files['data/production.delta.xml'] = designOf(`<parameters id="${ID}">\n${delta}\n</parameters>`);
  files['data/datamodel-production.xml'] = datamodel(
    version,
    laid !== null && compiled !== null ? `${ID}/${compiled}` : undefined,
    options.ownOrigin,
  );
  const parameters: { [moduleId: string]: ParameterValue } =
    compiled === null || laid === null ? {} : { [ID]: compile(version, delta && files['data/production.delta.xml']) };
  files['env-production/core/main.php'] = main(parameters);
  if (compiled !== null) {
    const laidFiles = Object.entries(files).filter(([path]) => path.startsWith(own));
    for (const [path, text] of laidFiles) files[path.replace(own, `env-production/${ID}`)] = text;
  }
  return write({ ...files, ...options.files });
}

export const designOf = (parameters: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<itop_design version="1.7">\n<module_parameters>\n${parameters}\n</module_parameters>\n</itop_design>\n`;

const DEFAULTS = designOf(`<parameters id="${ID}" _delta="define">
  <property_id>PUT_YOUR_PROPERTY_ID_HERE</property_id>
  <widget_id>PUT_YOUR_WIDGET_ID_HERE</widget_id>
  <api_key>PUT_YOUR_API_KEY_HERE</api_key>
  <enabled_portals type="array"><enabled_portal id="itop-portal">itop-portal</enabled_portal></enabled_portals>
  <allowed_profiles type="array"><allowed_profile id="portal-user">Portal user</allowed_profile></allowed_profiles>
  <embed_base_url>https://embed.tawk.to</embed_base_url>
</parameters>`);

async function write(files: Record<string, string>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'small-itop-'));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return root;
}

/** What a setup made of the delta; of the defaults alone where it would have stopped at the delta. */
function compile(version: string, delta: string | undefined): ParameterValue {
  const sources = [DEFAULTS, ...(delta ? [delta] : [])].map((xml, index) => ({ path: `${index}`, xml }));
  try {
    return loadModuleParameters(sources, deltaEngine(version)).values(ID);
  } catch {
    return loadModuleParameters(sources.slice(0, 1), deltaEngine(version)).values(ID);
  }
}

/** env-production/core/main.php, where the compiler leaves var_export() of the parameters. */
function main(parameters: { [moduleId: string]: ParameterValue }): string {
  return `<?php\nclass ModulesXMLParameters\n{\n\tprotected static $aData = ${varExport(parameters)};\n\n\tpublic static function GetData() {}\n}\n`;
}

function varExport(value: ParameterValue): string {
  if (typeof value === 'string') return `'${value.replace(/['\\]/g, '\\$&')}'`;
  if (typeof value !== 'object') return String(value);
  const entries = Object.entries(value).map(([key, entry]) => [
    Array.isArray(value) ? key : `'${key}'`,
    varExport(entry),
  ]);
  return `array (\n${entries.map(([key, entry]) => `  ${key} => \n  ${entry},\n`).join('')})`;
}

function datamodel(version: string, own: string | undefined, ownOrigin = false): string {
  const modules = [`itop-portal/${version}`, ...(own ? [own] : [])].map(
    (id) => `    <module id="${id}">\n      <root_dir>/x</root_dir>\n    </module>`,
  );
  const profiles = ['Portal user', 'Support Agent'].map(
    (name, id) => `      <profile id="${id}">\n        <name>${name}</name>\n      </profile>`,
  );
  const chat = ownOrigin ? ` _altered_in="${ID}" _alteration="needed"` : '';
  return `<?xml version="1.0" encoding="UTF-8"?>
<itop_design xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" version="3.2">
  <loaded_modules>
${modules.join('\n')}
  </loaded_modules>
  <classes>
    <class xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="Person" _created_in="itop-structure"/>
    <class id="UserRequest" _created_in="itop-request-mgmt">
      <properties>
        <db_table>ticket_request</db_table>
      </properties>
      <fields>
        <field id="origin" xsi:type="AttributeEnum">
          <values>
            <value id="chat"${chat}>chat</value>
          </values>
        </field>
      </fields>
    </class>
    <class id="Incident" _created_in="itop-incident-mgmt-itil">
      <properties>
        <db_table>ticket_incident</db_table>
      </properties>
      <fields>
        <field id="origin" xsi:type="AttributeEnum">
          <values>
            <value id="chat"${chat}>chat</value>
          </values>
        </field>
      </fields>
    </class>
  </classes>
  <user_rights _created_in="core">
    <profiles>
${profiles.join('\n')}
    </profiles>
  </user_rights>
  <portals>
    <portal id="backoffice">
      <deny>
        <profile id="Portal user"/>
      </deny>
    </portal>
    <portal id="itop-portal">
      <deny/>
    </portal>
  </portals>
</itop_design>
`;
}
