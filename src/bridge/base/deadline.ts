/**
 * The result of `work`, if it comes in time. The deadline does not stop the work; it only ends the waiting.
 * @throws what `work` throws; Error when the deadline, in milliseconds, has passed
 */
export function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new Error(`no answer within ${milliseconds / 1000} s`));
    const timer = setTimeout(late, milliseconds);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
