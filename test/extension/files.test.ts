import { readdir, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { DOMParser } from '@xmldom/xmldom';
import { beforeAll, describe, expect, test } from 'vitest';
import { MODULES } from '../../build/extension';
import { mountFolder, type PhpVersion, phpRuntime } from '../../sandbox/itop/php-runtime';

/** Runs PHP with a module's folder at /extension. */
async function runPhp(folder: string, version: PhpVersion, code: string): Promise<string> {
  const runtime = await phpRuntime(version);
  const unmount = await mountFolder(runtime, resolve(folder), '/extension');
  const { text } = await runtime.run({ code: `<?php ${code}` });
  await unmount();
  return text;
}

describe.each(Object.entries(MODULES))('%s/', (folder, module) => {
  const php = (version: PhpVersion, code: string) => runPhp(folder, version, code);

  // iTop 2.7 begins with PHP 7.1, of which there is no WebAssembly.
  test.each(['7.2', '8.4'] as const)(
    'every PHP file of the extension is one for PHP %s, without a deprecation',
    async (version) => {
      const output = await php(
        version,
        `$aBroken = array(); $iFiles = 0; $sFile = '';
set_error_handler(function ($iLevel, $sMessage) use (&$aBroken, &$sFile) { $aBroken[] = $sFile.' '.$sMessage; return true; });
foreach (new RecursiveIteratorIterator(new RecursiveDirectoryIterator('/extension', FilesystemIterator::SKIP_DOTS)) as $oFile) {
	if ($oFile->getExtension() !== 'php') continue;
	$iFiles++;
	$sFile = $oFile->getPathname();
	// Compiled, not run: what PHP no longer likes in a declaration it says then.
	$sSource = preg_replace('~^<\\?php\\s+(/\\*.*?\\*/\\s*)?(namespace [^;]+;)?~s', '$0 return; ', file_get_contents($sFile));
	try { eval('?>'.$sSource); }
	catch (Throwable $e) { $aBroken[] = $sFile.':'.$e->getLine().' '.$e->getMessage(); }
}
echo json_encode(array('files' => $iFiles, 'broken' => $aBroken));`,
      );
      const files = await readdir(folder, { recursive: true });
      expect(JSON.parse(output)).toEqual({ files: files.filter((file) => file.endsWith('.php')).length, broken: [] });
    },
  );

  test('no PHP file of the extension prints anything, not even white space after its end', async () => {
    const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.php'));
    for (const file of files) {
      const content = await readFile(`${folder}/${file}`, 'utf8');
      expect(content, file).toMatch(/^<\?php\n/);
      expect(content, file).not.toContain('?>');
    }
  });

  describe('the module file', () => {
    let tokens: [name: string, text: string][];
    beforeAll(async () => {
      tokens = JSON.parse(
        await php(
          '8.3',
          `$aTokens = array();
foreach (PhpToken::tokenize(file_get_contents('/extension/module.${module}.php')) as $oToken) {
	if (!$oToken->isIgnorable()) $aTokens[] = array($oToken->getTokenName(), $oToken->text);
}
echo json_encode($aTokens);`,
        ),
      );
    });

    // iTop 3.3 parses it instead of running it (facts/itop.md §6).
    test('is one call with the file, a literal name and an array of literals', () => {
      const source = tokens.map(([, text]) => text).join(' ');
      expect(source).toMatch(
        /^SetupWebPage :: AddModule \( __FILE__ , '[a-z-]+\/\d+\.\d+\.\d+' , array \( .* \) \) ;$/,
      );
      const inArray = tokens.slice(8, -2).map(([name, text]) => (name === 'T_STRING' ? text : name));
      const literals = [
        'T_CONSTANT_ENCAPSED_STRING',
        'T_LNUMBER',
        'T_ARRAY',
        'T_DOUBLE_ARROW',
        'true',
        'false',
        'null',
      ];
      expect(inArray.filter((token) => ![...literals, '(', ')', ','].includes(token))).toEqual([]);
    });

    // with "no", 3.3's setup stops when the module is gone; "yes" is what it takes where nothing is said
    test('may be taken away by the setup of iTop 3.3', () => {
      const key = tokens.findIndex(([, text]) => text === "'uninstallable'");
      expect(tokens.slice(key, key + 3).map(([, text]) => text)).toEqual(["'uninstallable'", '=>', "'yes'"]);
    });

    test('names the version of the package', async () => {
      const { version } = JSON.parse(await readFile('package.json', 'utf8'));
      expect(tokens.map(([, text]) => text)).toContain(`'${module}/${version}'`);
    });

    test('has no settings, which would be written to the configuration file and hide every XML delta', () => {
      expect(tokens.map(([, text]) => text).join('')).toContain("'settings'=>array()");
    });

    test('has every key that iTop demands', () => {
      const keys =
        'label dependencies mandatory visible datamodel data.struct data.sample doc.manual_setup doc.more_information';
      const texts = tokens.map(([, text]) => text);
      for (const key of keys.split(' ')) expect(texts).toContain(`'${key}'`);
    });
  });

  describe('extension.xml', () => {
    const value = async (tag: string) => {
      const document = new DOMParser().parseFromString(await readFile(`${folder}/extension.xml`, 'utf8'), 'text/xml');
      expect(document.documentElement?.getAttribute('format')).toBe('1.0');
      return document.getElementsByTagName(tag)[0]?.textContent;
    };

    test('names the module and the version of the package', async () => {
      const { version } = JSON.parse(await readFile('package.json', 'utf8'));
      expect(await value('extension_code')).toBe(module);
      expect(await value('version')).toBe(version);
    });

    test('says that the extension is not mandatory', async () => {
      expect(await value('mandatory')).toBe('false');
    });
  });

  test('the XML loads on iTop 2.7, and nothing stands before its first element', async () => {
    const xml = await readFile(`${folder}/datamodel.${module}.xml`, 'utf8');
    expect(xml).toMatch(/^<\?xml [^>]*\?>\s*<itop_design [^>]*version="1\.7"/);
  });
});
