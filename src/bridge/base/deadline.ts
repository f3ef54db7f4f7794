/**
 * What `work` gives, if it does so in time. It is not ended by its deadline, only no longer waited for.
 * @throws what `work` throws; Error when the deadline, in milliseconds, has passed
 */
export function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new Error(`no answer within ${milliseconds / 1000} s`));
    const timer = setTimeout(late, milliseconds);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
