<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Service\Desk;

use Combodo\iTop\Application\Helper\Session;
use ItopTawk\Helper\Log;
use Throwable;
use UserRights;

/**
 * Caches results of queries in the user's session for some minutes, for the next page views.
 *
 * Only on pages: the module's own page has closed the session before.
 */
class SessionMemory
{
	const KEY = 'itop-tawk';
	const SECONDS = 300;
	/** Maximum number of entries */
	const MOST = 100;

	/**
	 * @param callable $fFind returns a scalar or an array of scalars, not null
	 *
	 * @return mixed its result, new or cached
	 */
	public static function Of(string $sWhat, callable $fFind)
	{
		$sName = md5(UserRights::GetUserId().' '.$sWhat);
		$aAll = (isset($_SESSION[self::KEY]) && is_array($_SESSION[self::KEY])) ? $_SESSION[self::KEY] : array();
		// If the clock was set back, the stored time may be later than that.
		$iLatest = time() + self::SECONDS;
		if (isset($aAll[$sName]['value'], $aAll[$sName]['until']) && $aAll[$sName]['until'] > time() && $aAll[$sName]['until'] <= $iLatest) {
			return $aAll[$sName]['value'];
		}
		$value = $fFind();
		unset($aAll[$sName]);
		try {
			self::Write(array_slice($aAll, -self::MOST + 1) + array($sName => array('value' => $value, 'until' => $iLatest)));
		} catch (Throwable $oException) {
			// The next page repeats the query.
			Log::Failure($oException, 'the result of a query is not kept in the session, and the next page repeats it');
		}

		return $value;
	}

	private static function Write(array $aAll): void
	{
		if (!isset($_SESSION) || headers_sent()) {
			return;
		}
		if (class_exists(Session::class)) {
			// From 3.0 on the session is closed after the log-in, and opened again for this.
			Session::Set(self::KEY, $aAll);
		} else {
			$_SESSION[self::KEY] = $aAll;
		}
	}
}
