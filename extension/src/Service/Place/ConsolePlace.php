<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Service\Place;

use DBSearch;
use UserRights;
use utils;

/**
 * The console: the user's own rights, which iTop applies to each search.
 */
class ConsolePlace implements Place
{
	public static function AbsoluteUrl(string $sClass, int $iId): string
	{
		return utils::GetAbsoluteUrlAppRoot()."pages/UI.php?operation=details&class=$sClass&id=$iId";
	}

	public static function WithoutHost(string $sUrl): string
	{
		return (string)preg_replace('~^https?://[^/]*~i', '', $sUrl);
	}

	/**
	 * @inheritDoc
	 */
	public function Restrict(DBSearch $oSearch, string $sClass): ?DBSearch
	{
		// 2.7 applies the organisations to a search, but not what the profiles allow.
		return (UserRights::IsActionAllowed($sClass, UR_ACTION_READ) == UR_ALLOWED_NO) ? null : $oSearch;
	}

	/**
	 * @inheritDoc
	 */
	public function ObjectUrl(string $sClass, int $iId): string
	{
		return self::WithoutHost(self::AbsoluteUrl($sClass, $iId));
	}

	/**
	 * @inheritDoc
	 */
	public function OwnRequests(): ?array
	{
		return null;
	}

	/**
	 * @inheritDoc
	 */
	public function NewRequest(): ?array
	{
		return null;
	}
}
