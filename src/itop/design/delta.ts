import { formatPlace } from '../place';
import { DesignError, type DesignFinding } from './error';
import { copy, type DesignNode, nodeName } from './node';
import type { DeltaEngine } from './version';

/** The context in which one source is merged. */
export interface DeltaContext {
  engine: DeltaEngine;
  /** `<itop_design load="strict">`; only the new engine uses it. */
  strict: boolean;
  findings: DesignFinding[];
}

/**
 * Applies one node of a delta to `parent`, the node of the model that corresponds to the delta node's parent, as
 * LoadDelta() (2.7.11 setup/modelfactory.class.inc.php 611) or LoadFlattenDelta() (3.1.2, 769) does.
 *
 * A node that an earlier delta deleted counts as missing; iTop's bookkeeping for it (`_alteration="removed"`) is not
 * imitated.
 *
 * @param inMerge whether an ancestor in the delta says `_delta="merge"`
 * @throws DesignError where iTop's setup would stop
 */
export function applyDelta(source: DesignNode, parent: DesignNode, context: DeltaContext, inMerge = false): void {
  try {
    apply(source, parent, context, inMerge);
  } catch (error) {
    if (error instanceof DesignError) error.tags.unshift(source.tag);
    throw error;
  }
}

function apply(source: DesignNode, parent: DesignNode, context: DeltaContext, inMerge: boolean): void {
  const delta = source.attributes.get('_delta') ?? '';
  const existing = findChild(parent, source, searchId(source, delta, context.engine));
  switch (delta) {
    case '':
    case 'merge':
    case 'must_exist':
    case 'if_exists':
      if (existing) mergeInto(source, parent, existing, context, inMerge || delta === 'merge');
      else mergeMissing(source, parent, context, inMerge || delta === 'merge');
      break;
    case 'define':
      define(source, parent, existing);
      break;
    case 'define_if_not_exists':
      if (!existing) set(parent, undefined, source);
      break;
    case 'force':
      set(parent, existing, source);
      break;
    case 'redefine':
      if (!existing) throw missing(source, 'Use _delta="force", which adds or replaces, or correct the id.');
      set(parent, existing, source);
      break;
    case 'delete':
      if (!existing) throw missing(source, 'Use _delta="delete_if_exists", or remove this node from the delta.');
      remove(parent, existing);
      break;
    case 'delete_if_exists':
      if (existing) remove(parent, existing);
      break;
    default:
      throw new DesignError(
        source.place,
        `_delta="${delta}" on ${nodeName(source)} is not a value that iTop knows`,
        'Use one of define, define_if_not_exists, redefine, force, merge, must_exist, if_exists, delete, delete_if_exists.',
      );
  }
}

function mergeMissing(source: DesignNode, parent: DesignNode, context: DeltaContext, inMerge: boolean): void {
  const delta = source.attributes.get('_delta');
  if (delta === 'must_exist') throw missing(source, 'Correct the tag or the id, or use _delta="if_exists".');
  if (delta === 'if_exists') {
    const what = `${nodeName(source)} is not there: _delta="if_exists" skips it and everything in it`;
    note(context, 'skipped-node', source, what, 'Correct the tag or the id, or remove the node.');
    return;
  }
  const hasText = source.text.trim() !== '';
  if (context.engine === 'old' && hasText) {
    const what = `${nodeName(source)} is new and has no _delta: this iTop creates it empty, and its text is lost`;
    note(context, 'emptied-text', source, what, 'Write _delta="define" on it.');
  }
  if (context.engine === 'new') {
    if (context.strict && !inMerge && (source.attributes.get('id') || source.children.length === 0)) {
      throw missing(source, 'The file says load="strict": write the _delta, for instance _delta="define".');
    }
    if (hasText) {
      set(parent, undefined, source);
      return;
    }
  }
  const created: DesignNode = { ...copy(source), children: [], text: '' };
  parent.children.push(created);
  for (const child of source.children) applyDelta(child, created, context, inMerge);
}

function mergeInto(
  source: DesignNode,
  parent: DesignNode,
  existing: DesignNode,
  context: DeltaContext,
  inMerge: boolean,
): void {
  const renamed = source.attributes.has('_rename_from');
  const isLeafWithText = source.children.length === 0 && source.text.trim() !== '';
  for (const child of source.children) applyDelta(child, existing, context, inMerge);
  if (isLeafWithText && context.engine === 'new') {
    if (context.strict && !renamed) {
      const what = `${nodeName(source)} has no _delta, and the file says load="strict"`;
      throw new DesignError(source.place, what, 'Write _delta="redefine" on it.');
    }
    set(parent, existing, source);
    return;
  }
  if (isLeafWithText) {
    const what = `${nodeName(source)} has no _delta: this iTop ignores its text, and keeps what was there`;
    note(context, 'ignored-text', source, what, 'Write _delta="redefine" on it.');
  }
  if (renamed) existing.attributes.set('id', source.attributes.get('id') ?? '');
}

function define(source: DesignNode, parent: DesignNode, existing: DesignNode | undefined): void {
  if (existing) {
    throw new DesignError(
      source.place,
      `${nodeName(source)} exists already (${formatPlace(existing.place)}), _delta="define" cannot add it again`,
      'Use _delta="redefine" to replace it, or no _delta on it to change only some of what it contains.',
    );
  }
  set(parent, undefined, source);
}

/** Puts a copy of `source` in the place of `existing`, or at the end. */
function set(parent: DesignNode, existing: DesignNode | undefined, source: DesignNode): void {
  if (existing) parent.children.splice(parent.children.indexOf(existing), 1, copy(source));
  else parent.children.push(copy(source));
}

function remove(parent: DesignNode, existing: DesignNode): void {
  parent.children.splice(parent.children.indexOf(existing), 1);
}

function note(context: DeltaContext, code: DesignFinding['code'], { place }: DesignNode, what: string, remedy: string) {
  context.findings.push({ code, place, what, remedy });
}

/** `_rename_from` names the old id; the old engine uses it only where it merges or redefines. */
function searchId(source: DesignNode, delta: string, engine: DeltaEngine): string {
  const honoured = engine === 'new' || ['', 'merge', 'must_exist', 'if_exists', 'redefine'].includes(delta);
  return (honoured && delta !== 'define' && source.attributes.get('_rename_from')) || source.attributes.get('id') || '';
}

/** The first child with the same tag and id; if the delta's node has no id, the first with the same tag. */
function findChild(parent: DesignNode, source: DesignNode, id: string): DesignNode | undefined {
  return parent.children.find(
    (child) => child.tag === source.tag && (!source.attributes.has('id') || child.attributes.get('id') === id),
  );
}

function missing(source: DesignNode, remedy: string): DesignError {
  const delta = source.attributes.get('_delta');
  const needs = delta ? `_delta="${delta}" needs it` : 'it has no _delta';
  return new DesignError(source.place, `${nodeName(source)} is not in the model, and ${needs}`, remedy);
}
