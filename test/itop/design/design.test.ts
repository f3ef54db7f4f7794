import { describe, expect, it } from 'vitest';
import {
  type DeltaEngine,
  DesignError,
  deltaEngine,
  designVersion,
  loadModuleParameters,
} from '../../../src/itop/design/design';

const ID = 'combodo-tawk-integration';
const DEFAULTS = `<parameters id="${ID}" _delta="define">
  <property_id>default</property_id>
  <enabled_portals type="array"><enabled_portal id="itop-portal">itop-portal</enabled_portal></enabled_portals>
</parameters>`;
const design = (parameters: string, attributes = 'version="1.7"') =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<itop_design ${attributes}>\n<module_parameters>\n${parameters}\n</module_parameters>\n</itop_design>`;

/** The parameters of our module after the defaults and one delta. */
function load(delta: string, engine: DeltaEngine = 'new', attributes?: string) {
  const sources = [
    { path: 'module.xml', xml: design(DEFAULTS) },
    { path: 'production.delta.xml', xml: design(delta, attributes) },
  ];
  return loadModuleParameters(sources, engine);
}
const change = (content: string, engine?: DeltaEngine) =>
  load(`<parameters id="${ID}">\n${content}\n</parameters>`, engine);
const values = (content: string, engine?: DeltaEngine) => change(content, engine).values(ID);

function failure(run: () => unknown): DesignError {
  try {
    run();
  } catch (error) {
    if (error instanceof DesignError) return error;
    throw error;
  }
  throw new Error('expected a DesignError');
}

describe('which rules an iTop has', () => {
  it.each([
    ['2.7.11', 'old'],
    ['3.0.4', 'old'],
    ['3.1.0', 'old'],
    ['3.1.1', 'old'],
    ['3.1.2', 'new'],
    ['3.2.0', 'new'],
    ['3.2.0-beta1', 'new'],
    ['3.3.0-dev', 'new'],
  ])('iTop %s applies deltas with the %s engine', (version, engine) => expect(deltaEngine(version)).toBe(engine));

  it.each([
    ['2.7.11', '1.7'],
    ['3.0.4', '3.0'],
    ['3.1.2', '3.1'],
    ['3.2.0-dev', '3.2'],
  ])('iTop %s loads designs up to %s', (version, design) => expect(designVersion(version)).toBe(design));
});

describe('values are what MFParameters makes of them', () => {
  const value = (element: string) => values(element.replace(/^<x/, '<x _delta="force"')).x;
  it.each([
    ['<x>text</x>', 'text'],
    ['<x></x>', ''],
    ['<x> </x>', ' '],
    ['<x>a\\nb</x>', 'a\nb'],
    ['<x>\n  <![CDATA[<b>]]>\n</x>', '<b>'],
    ['<x>a &amp; b<!-- c --> d</x>', 'a & b d'],
    ['<x type="int"> 12px</x>', 12],
    ['<x type="integer">-3.7</x>', -3],
    ['<x type="int">none</x>', 0],
    ['<x type="bool">true</x>', true],
    ['<x type="boolean">1</x>', true],
    ['<x type="bool">TRUE</x>', false],
    ['<x type="bool">yes</x>', false],
    ['<x type="bool"></x>', false],
    ['<x type="float">1.5</x>', '1.5'],
    ['<x type="array"></x>', []],
    ['<x type="array"><i id="b">1</i><i id="a">2</i></x>', ['1', '2']],
    ['<x><a.b>1</a.b><c type="bool">1</c></x>', { 'a.b': '1', c: true }],
  ])('%s is %j', (element, expected) => expect(value(element)).toEqual(expected));

  it('text beside CDATA counts double, as it does in iTop', () => expect(value('<x>a<![CDATA[b]]></x>')).toBe('abab'));
});

describe.each(['old', 'new'] as const)('_delta in the %s engine', (engine) => {
  const property = (delta: string) => values(`<property_id${delta}>mine</property_id>`, engine).property_id;
  const added = (delta: string) => values(`<added${delta}>mine</added>`, engine).added;

  it('redefine and force replace what exists', () => {
    expect(property(' _delta="redefine"')).toBe('mine');
    expect(property(' _delta="force"')).toBe('mine');
  });
  it('define, define_if_not_exists and force add what is missing', () => {
    expect(added(' _delta="define"')).toBe('mine');
    expect(added(' _delta="define_if_not_exists"')).toBe('mine');
    expect(added(' _delta="force"')).toBe('mine');
  });
  it('define_if_not_exists keeps what exists', () =>
    expect(property(' _delta="define_if_not_exists"')).toBe('default'));
  it('delete and delete_if_exists remove, the latter also what is not there', () => {
    expect(property(' _delta="delete"')).toBeUndefined();
    expect(property(' _delta="delete_if_exists"')).toBeUndefined();
    expect(added(' _delta="delete_if_exists"')).toBeUndefined();
  });
  it('must_exist descends, and goes on with what is inside', () => {
    const inner = '<property_id _delta="redefine">mine</property_id>';
    expect(load(`<parameters id="${ID}" _delta="must_exist">${inner}</parameters>`, engine).values(ID)).toMatchObject({
      property_id: 'mine',
    });
  });
  it('if_exists skips what is missing, and says so', () => {
    const { findings, modules } = load('<parameters id="typo" _delta="if_exists"><a>1</a></parameters>', engine);
    expect(modules()).toEqual([ID]);
    expect(findings).toMatchObject([{ code: 'skipped-node', place: { path: 'production.delta.xml', line: 4 } }]);
  });
  it.each([
    ['define', 'property_id', 'exists already (module.xml:5:3)', '_delta="redefine"'],
    ['redefine', 'added', 'is not in the model', '_delta="force"'],
    ['must_exist', 'added', 'is not in the model', '_delta="if_exists"'],
    ['delete', 'added', 'is not in the model', '_delta="delete_if_exists"'],
    ['define_and_keep', 'added', 'is not a value that iTop knows', 'Use one of define'],
  ])('%s of <%s> stops the setup, with place and remedy', (delta, tag, what, remedy) => {
    const error = failure(() => change(`  <${tag} _delta="${delta}">mine</${tag}>`, engine));
    expect(error.place).toEqual({ path: 'production.delta.xml', line: 5, column: 3 });
    expect(error.what).toContain(what);
    expect(error.remedy).toContain(remedy);
  });
  it('_rename_from gives an element of a list another id', () => {
    const list =
      '<enabled_portals><enabled_portal id="b" _rename_from="itop-portal"></enabled_portal></enabled_portals>';
    const again = '<enabled_portals><enabled_portal id="b" _delta="redefine">b</enabled_portal></enabled_portals>';
    const xml = (content: string) => design(`<parameters id="${ID}">${content}</parameters>`);
    const sources = [design(DEFAULTS), xml(list), xml(again)].map((xml, index) => ({ path: `${index}`, xml }));
    expect(loadModuleParameters(sources, engine).values(ID).enabled_portals).toEqual(['b']);
  });
});

describe('text without _delta', () => {
  it('is ignored by the old engine where the node exists', () => {
    const parameters = change('<property_id>mine</property_id>', 'old');
    expect(parameters.values(ID).property_id).toBe('default');
    expect(parameters.findings).toMatchObject([{ code: 'ignored-text', place: { line: 5, column: 1 } }]);
    // it may be the key of secure mode
    expect(parameters.findings[0]?.what).not.toContain('mine');
    expect(parameters.findings[0]?.remedy).toContain('_delta="redefine"');
  });
  it('is lost by the old engine where the node is new', () => {
    const parameters = change('<added>mine</added>', 'old');
    expect(parameters.values(ID).added).toBe('');
    expect(parameters.findings).toMatchObject([{ code: 'emptied-text', remedy: 'Write _delta="define" on it.' }]);
  });
  it('counts in the new engine', () => {
    expect(values('<property_id>mine</property_id><added>too</added>')).toMatchObject({
      property_id: 'mine',
      added: 'too',
    });
  });
  it('stops the setup of the new engine in a file that says load="strict", and only there', () => {
    const strict = (engine: DeltaEngine, inner: string) =>
      load(`<parameters id="${ID}">${inner}</parameters>`, engine, 'version="1.7" load="strict"');
    const existing = '<property_id>mine</property_id>';
    expect(failure(() => strict('new', existing)).what).toContain('load="strict"');
    expect(failure(() => strict('new', '<added>mine</added>')).remedy).toContain('load="strict"');
    expect(strict('old', existing).values(ID).property_id).toBe('default');
    expect(strict('new', '<added _delta="merge">mine</added>').values(ID).added).toBe('mine');
  });
});

describe('files that iTop ignores or refuses', () => {
  const read = (xml: string, newest?: string) => loadModuleParameters([{ path: 'delta.xml', xml }], 'new', newest);

  it('a comment before the root makes iTop ignore the file', () => {
    const { findings, modules } = read(design(DEFAULTS).replace('<itop_design', '<!-- ours -->\n<itop_design'));
    expect(modules()).toEqual([]);
    expect(findings).toMatchObject([{ code: 'ignored-file', place: { path: 'delta.xml', line: 2, column: 1 } }]);
    expect(findings[0]?.remedy).toContain('behind the <itop_design');
  });
  it.each([
    ['the seed of this project', '<a>\n<property_id>x</site_id></a>', 2],
    ['an unclosed tag', '<a>\n<b></a>', 2],
    ['a bare &', '<a>\nx & y</a>', 2],
    ['an unknown entity', '<a>\n&nbsp;</a>', 2],
    ['an attribute without quotes', '<a>\n<b id=1/></a>', 2],
    ['an attribute twice', '<a>\n<b id="1" id="2"/></a>', 2],
    ['an unbound prefix', '<a>\n<b xsi:type="x"/></a>', 2],
    ['a second root', '<itop_design/>\n<itop_design/>', 2],
    ['text after the root', '<itop_design/>\ntext', 1],
    ['a control character', '<a>\n\u0001</a>', 2],
    ['a tag that begins with a digit', '<a>\n<1a/></a>', 2],
    ['nothing at all', '', 1],
    ['words behind an attribute', '<a>\n<b id="1" "s3cret"/></a>', 2],
    ['an end tag of something else', '<a>\n</s3cret></a>', 1],
    ['words before the root', 's3cret\n<itop_design/>', 1],
    ['one attribute twice', '<a>\n<b s3cret="1" s3cret="2"/></a>', 2],
    ['an entity that there is not', '<a>\n&s3cret;</a>', 2],
  ])('malformed XML is refused with its line: %s', (_name, xml, line) => {
    const error = failure(() => read(xml));
    expect(error.what).toMatch(/^malformed XML: /);
    // a delta can hold a key
    expect(error.message).not.toContain('s3cret');
    expect(error.place).toMatchObject({ path: 'delta.xml', line });
    expect(error.remedy).not.toBe('');
  });
  it('the column is that of the fault', () =>
    expect(failure(() => read('<a>\n  x & y</a>')).place).toEqual({ path: 'delta.xml', line: 2, column: 5 }));
  it('a design newer than the iTop is refused, older ones are upgraded', () => {
    expect(failure(() => read(design(DEFAULTS, 'version="3.0"'), '1.7')).what).toBe(
      'design version 3.0 is unknown to this iTop, which loads up to 1.7',
    );
    expect(read(design(DEFAULTS, 'version="1.6"'), '1.7').modules()).toEqual([ID]);
    expect(read(design(DEFAULTS, 'version="3.0"'), '3.2').modules()).toEqual([ID]);
    expect(read(design(DEFAULTS, ''), '3.2').modules()).toEqual([ID]);
  });
  it('another root element is refused', () =>
    expect(failure(() => read('<design/>')).remedy).toContain('<itop_design'));
  it('a byte order mark does no harm', () => expect(read(`\uFEFF${design(DEFAULTS)}`).modules()).toEqual([ID]));
  it.each([
    ['mixed tags in an array', '<l type="array"><a/>\n<b/></l>', 'the same tag'],
    ['a key twice in a hash', '<l><a/>\n<a/></l>', 'type="array"'],
  ])('%s stops the setup', (_name, list, remedy) => {
    const error = failure(() => read(design(`<parameters id="x" _delta="define">${list}</parameters>`)));
    expect(error.place).toMatchObject({ path: 'delta.xml', line: 5 });
    expect(error.remedy).toContain(remedy);
  });
});

describe('origin', () => {
  it('is the place of the definition, or of the delta that changed it last', () => {
    const parameters = change('  <property_id _delta="redefine">mine</property_id>');
    expect(parameters.origin(ID, 'property_id')).toEqual({ path: 'production.delta.xml', line: 5, column: 3 });
    expect(parameters.origin(ID, 'enabled_portals')).toEqual({ path: 'module.xml', line: 6, column: 3 });
    expect(parameters.origin(ID, 'other')).toBeUndefined();
  });
  it('of a list is the delta that added an element to it', () => {
    const list = '<enabled_portals>\n<enabled_portal id="b" _delta="define">b</enabled_portal></enabled_portals>';
    const parameters = change(list);
    expect(parameters.values(ID).enabled_portals).toEqual(['itop-portal', 'b']);
    expect(parameters.origin(ID, 'enabled_portals')).toMatchObject({ path: 'production.delta.xml', line: 6 });
  });
});
