<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Service\Dashboard;

/**
 * The link that logs an operator in at Live Helper Chat ("auto login"). Whoever has it gets in, as often as they like, until it
 * ends: it is made for one click, and stands in no page.
 *
 * Live Helper Chat signs the values of the link joined by commas, without their names. The same signature would therefore fit
 * other links, if a value could contain a comma, or if the user name could be read as a number, which is a user's id there.
 */
class EntryLink
{
	/** Seconds from the click until Live Helper Chat refuses the link; both clocks may differ by as much. */
	const SECONDS = 60;
	/** A login in iTop that can be part of the link. */
	const LOGIN = '/^[A-Za-z0-9._@-]{1,50}$/D';

	/**
	 * @return string|null the user name in Live Helper Chat; null if the login has other characters
	 */
	public static function Operator(string $sPrefix, string $sLogin): ?string
	{
		return preg_match(self::LOGIN, $sLogin) ? $sPrefix.$sLogin : null;
	}

	/**
	 * @param string $sServer root of the server, without a slash at the end
	 * @param string $sOperator from Operator()
	 * @param int $iNow in seconds since 1970
	 */
	public static function Make(string $sServer, string $sSecret, string $sOperator, int $iNow): string
	{
		$iEnd = $iNow + self::SECONDS;
		$sSignature = hash_hmac('sha256', "$sOperator,$iEnd", $sSecret);

		return "$sServer/index.php/site_admin/user/autologin/$sSignature/(l)/".rawurlencode($sOperator)."/(t)/$iEnd";
	}

	/**
	 * @return string an address with the same rules for frames as the dashboard, and a page of a few bytes
	 */
	public static function Probe(string $sServer): string
	{
		return "$sServer/index.php/site_admin/user/autologin/0";
	}
}
