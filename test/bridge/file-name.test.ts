import { describe, expect, test } from 'vitest';
import { fileNameOf, typeOf } from '../../src/bridge/tickets/file-name';

describe('the name of a file', () => {
  test.each([
    ['report.pdf', 'report.pdf'],
    ['Grüße aus Łódź (2).docx', 'Grüße aus Łódź (2).docx'],
    ['../../x.php', 'x.php'],
    ['C:\\Windows\\evil.exe', 'evil.exe'],
    ['photo\u202egnp.exe', 'photognp.exe'],
    ['a\u0000b\r\nc.txt', 'ab c.txt'],
    ['.htaccess', 'file.htaccess'],
    ['...', 'file'],
    ['', 'file'],
    ['\u200b \u2060.pdf', 'file.pdf'],
    ['a<img src=x onerror=alert(1)>.png', 'a_img src=x onerror=alert(1)_.png'],
    ['x".pdf', 'x_.pdf'],
    ['half \ud800.txt', 'half �.txt'],
    ['.. .pdf', 'file.pdf'],
    ['🙂.png', '🙂.png'],
  ])('%j is kept as %j', (sent, name) => {
    expect(fileNameOf(sent)).toBe(name);
  });

  test('with thousands of characters it is cut, and keeps its ending', () => {
    const name = fileNameOf(`${'ä'.repeat(5000)}.pdf`);
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
    expect(name).toMatch(/^ä{20,}\.pdf$/);
  });

  test('is no syntax of iTop', () => {
    expect(fileNameOf('[[UserRequest:1]] $this->name$.pdf')).not.toMatch(/\[\[UserRequest:1|\$this->name\$/);
  });

  test.each([
    'page.html',
    'x.htm',
    'x.svg',
    'x.xml',
    'x.js',
    'x.php',
    'setup.exe',
    'x',
    'x.pdf.html',
    'x.swf',
    'x.xhtml',
  ])('%s is stored as bytes without a type: no browser opens it in iTop', (name) =>
    expect(typeOf(name)).toBe('application/octet-stream'),
  );

  test.each([
    ['x.PNG', 'image/png'],
    ['x.html.jpg', 'image/jpeg'],
    ['x.pdf', 'application/pdf'],
    ['x.log', 'text/plain'],
  ])('%s is shown as %s', (name, type) => expect(typeOf(name)).toBe(type));
});
