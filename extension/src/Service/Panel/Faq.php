<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Service\Panel;

use DBObjectSearch;
use DBObjectSet;
use DBSearch;
use ItopTawk\Service\Place\Place;
use MetaModel;

/**
 * The entries of iTop's module FAQ that the user may see.
 */
class Faq
{
	const LONGEST = 100;
	const MOST_WORDS = 6;
	const MOST = 3;

	/** @var Place */
	private $oPlace;

	public function __construct(Place $oPlace)
	{
		$this->oPlace = $oPlace;
	}

	public function IsThere(): bool
	{
		return $this->Restricted('SELECT FAQ', array()) !== null;
	}

	/**
	 * Entries that contain each word, in any case and anywhere.
	 *
	 * @return string[][] title and address, at most three
	 */
	public function Search(string $sWords): array
	{
		// In characters; a text that is not UTF-8 has none.
		$bIsText = preg_match('/^.{0,'.self::LONGEST.'}/us', $sWords, $aStart) === 1;
		$aWords = $bIsText ? preg_split('/\s+/u', $aStart[0], -1, PREG_SPLIT_NO_EMPTY) : array();
		if ($aWords === array()) {
			return array();
		}
		$aConditions = array();
		$aParameters = array();
		foreach (array_slice($aWords, 0, self::MOST_WORDS) as $i => $sWord) {
			$aConditions[] = "(title LIKE :word$i OR summary LIKE :word$i OR description LIKE :word$i OR key_words LIKE :word$i)";
			$aParameters["word$i"] = '%'.addcslashes($sWord, '%_\\').'%';
		}
		$oSearch = $this->Restricted('SELECT FAQ WHERE '.implode(' AND ', $aConditions), $aParameters);
		if ($oSearch === null) {
			return array();
		}
		$oSet = new DBObjectSet($oSearch, array('title' => true), array(), null, self::MOST);
		$oSet->OptimizeColumnLoad(array($oSearch->GetClassAlias() => array('title')));
		$aFound = array();
		while ($oEntry = $oSet->Fetch()) {
			$aFound[] = array($oEntry->Get('title'), $this->oPlace->ObjectUrl('FAQ', (int)$oEntry->GetKey()));
		}

		return $aFound;
	}

	/**
	 * @return DBSearch|null null if the module is not installed, or this user may see nothing of it
	 */
	private function Restricted(string $sOql, array $aParameters): ?DBSearch
	{
		if (!MetaModel::IsValidClass('FAQ')) {
			return null;
		}

		return $this->oPlace->Restrict(DBObjectSearch::FromOQL($sOql, $aParameters), 'FAQ');
	}
}
