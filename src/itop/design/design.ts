/**
 * Reads iTop's module parameters from its XML: the datamodel files of the modules and the environment's delta, merged
 * and turned into values as iTop's setup does, with the place that each value comes from.
 */

import type { Place } from '../place';
import { applyDelta, type DeltaContext } from './delta';
import type { DesignFinding } from './error';
import type { DesignNode } from './node';
import { type ParameterValue, readParameter } from './value';
import { type DeltaEngine, loadableDesignVersions } from './version';
import { parseDesign } from './xml';

export { DesignError, type DesignFinding } from './error';
export type { ParameterValue } from './value';
export { type DeltaEngine, deltaEngine, designVersion } from './version';

export interface DesignSource {
  path: string;
  xml: string;
}

export interface ModuleParameters {
  /** The ids of the modules that have parameters. */
  modules(): string[];
  /** Every parameter of a module by name; empty if the module has none. */
  values(moduleId: string): Record<string, ParameterValue>;
  /** The place that decides a parameter: in the last file that defined or changed anything in it. */
  origin(moduleId: string, name: string): Place | undefined;
  findings: DesignFinding[];
}

/**
 * @param sources in the order in which iTop loads them: the modules' `datamodel*.xml`, then
 *   `data/<environment>.delta.xml`
 * @param newest the newest design version this iTop loads, see designVersion(); without it any known version is
 *   accepted
 * @returns for each module the parameters and their places, and findings about what iTop silently leaves out
 * @throws DesignError (path, line, column, what, remedy) where iTop's setup would abort
 */
export function loadModuleParameters(
  sources: DesignSource[],
  engine: DeltaEngine,
  newest: string = '',
): ModuleParameters {
  const versions = loadableDesignVersions(newest);
  const findings: DesignFinding[] = [];
  const model = emptyNode('itop_design');
  const document: DesignNode = { ...emptyNode('#document'), children: [model] };
  for (const { path, xml } of sources) {
    const { root, findings: ignored } = parseDesign(path, xml, versions);
    findings.push(...ignored);
    if (!root) continue;
    const context: DeltaContext = { engine, strict: root.attributes.get('load') === 'strict', findings };
    // The rest of the design (classes, portals, …) is left out: no parameter depends on it.
    const children = root.children.filter(({ tag }) => tag === 'module_parameters');
    applyDelta({ ...root, children, text: '' }, document, context);
  }
  return readModel(model, sources, findings);
}

function emptyNode(tag: string): DesignNode {
  return { tag, attributes: new Map(), children: [], text: '', place: { path: '', line: 1, column: 1 } };
}

function readModel(model: DesignNode, sources: DesignSource[], findings: DesignFinding[]): ModuleParameters {
  const modules = new Map<string, { values: Record<string, ParameterValue>; origins: Map<string, Place> }>();
  const order = new Map(sources.map(({ path }, index) => [path, index]));
  // The compiler reads the first <module_parameters>, and the last of several <parameters> with the same id.
  for (const parameters of model.children[0]?.children ?? []) {
    if (parameters.tag !== 'parameters') continue;
    const values: Record<string, ParameterValue> = {};
    const origins = new Map<string, Place>();
    for (const node of parameters.children) {
      values[node.tag] = readParameter(node);
      origins.set(node.tag, lastPlace(node, order));
    }
    modules.set(parameters.attributes.get('id') ?? '', { values, origins });
  }
  return {
    modules: () => [...modules.keys()],
    values: (moduleId) => modules.get(moduleId)?.values ?? {},
    origin: (moduleId, name) => modules.get(moduleId)?.origins.get(name),
    findings,
  };
}

function lastPlace(node: DesignNode, order: Map<string, number>): Place {
  return node.children
    .map((child) => lastPlace(child, order))
    .reduce((last, place) => ((order.get(place.path) ?? 0) > (order.get(last.path) ?? 0) ? place : last), node.place);
}
