<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Service\Place;

use DBSearch;

/**
 * Where the user asks: what of iTop is shown there, and at which addresses. All of them are without a host.
 */
interface Place
{
	/**
	 * @return DBSearch|null the same, of what this user may see here; null where that is none of the class
	 */
	public function Restrict(DBSearch $oSearch, string $sClass): ?DBSearch;

	public function ObjectUrl(string $sClass, int $iId): string;

	/**
	 * @return string[]|null words and address of the user's own requests; null where there is no such page
	 */
	public function OwnRequests(): ?array;

	/**
	 * @return string[]|null words and address; null where there is no such page, or not for this user
	 */
	public function NewRequest(): ?array;
}
