<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Service\Place;

use DBSearch;

/**
 * The portal or console that the user is in: what it shows of iTop, and at which addresses. Addresses are without a host.
 */
interface Place
{
	/**
	 * @return DBSearch|null the search, restricted to what this user may see here; null if that is nothing of the class
	 */
	public function Restrict(DBSearch $oSearch, string $sClass): ?DBSearch;

	public function ObjectUrl(string $sClass, int $iId): string;

	/**
	 * @return string[]|null label and address of the user's own requests; null if there is no such page
	 */
	public function OwnRequests(): ?array;

	/**
	 * @return string[]|null label and address; null if there is no such page, or not for this user
	 */
	public function NewRequest(): ?array;
}
