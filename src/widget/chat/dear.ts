interface NetworkInformation {
  saveData?: boolean;
  effectiveType: string;
}

/** Whether the browser asks for reduced data or reports a slow connection. */
export function isDear(): boolean {
  // Not every browser has it.
  const browser = navigator as Navigator & { connection?: NetworkInformation };
  return browser.connection?.saveData || /2g/.test(browser.connection?.effectiveType as string);
}
