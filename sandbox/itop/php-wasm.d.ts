// The packages with the builds of PHP come without types.
declare module '@php-wasm/node-*' {
  export function getPHPLoaderModule(): Promise<import('@php-wasm/universal').PHPLoaderModule>;
}
