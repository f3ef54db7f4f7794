<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Service\Visitor;

use DBObject;
use DBObjectSearch;
use DBObjectSet;
use Dict;
use ItopTawk\Helper\SettingTable;
use ItopTawk\Service\Desk\Organizations;
use ItopTawk\Service\Place\ConsolePlace;
use ItopTawk\Service\Topic\Requests;
use MetaModel;
use UserRights;

/**
 * What the agent learns about a person besides name and e-mail address: attributes in tawk.to's sense, as named in "share".
 */
class Facts
{
	/** Maximum length of a value in tawk.to, in UTF-16 code units */
	const LONGEST = 255;
	/** Maximum number of configuration items that are named */
	const MOST_ITEMS = 20;

	/**
	 * Facts that are loaded with the user: they cost no query. Only for a user with a contact.
	 *
	 * @param string[] $aShare
	 *
	 * @return string[] by name of the attribute
	 */
	public static function OfUser(array $aShare, string $sPortalId): array
	{
		$sLink = ConsolePlace::AbsoluteUrl('Person', (int)UserRights::GetContactId());
		$aFacts = array_intersect_key(array(
			'organization' => Organizations::NameOfUser(),
			'language' => self::Language(),
			'portal' => $sPortalId,
			'person_link' => (strlen($sLink) > self::LONGEST) ? '' : $sLink,
		), array_flip($aShare));

		return self::Named($aFacts);
	}

	/**
	 * Whether there are facts that cost a query.
	 *
	 * @param string[] $aShare
	 */
	public static function CostQueries(array $aShare): bool
	{
		foreach ($aShare as $sFact) {
			if (SettingTable::FACTS[$sFact]['told'] === 'opened') {
				return true;
			}
		}

		return false;
	}

	/**
	 * Facts that must be looked up: one query for the person, one for each class of tickets, one for the configuration items.
	 *
	 * @param string[] $aShare
	 *
	 * @return string[] by name of the attribute
	 */
	public static function OfPerson(array $aShare, Requests $oRequests): array
	{
		$aFacts = array();
		$aAttributes = array();
		foreach ($aShare as $sFact) {
			$aAttributes[$sFact] = self::AttributeOfPerson(SettingTable::FACTS[$sFact]);
		}
		$aAttributes = array_filter($aAttributes);
		$oPerson = ($aAttributes === array()) ? null : self::Person(array_values($aAttributes));
		foreach (($oPerson === null) ? array() : $aAttributes as $sFact => $sAttCode) {
			$aFacts[$sFact] = trim((string)$oPerson->Get($sAttCode));
		}
		if (in_array('cis', $aShare, true)) {
			$aFacts['cis'] = self::ItemsOfUser();
		}
		if (in_array('open_requests', $aShare, true)) {
			$aFacts['open_requests'] = (string)$oRequests->CountOpenOnesOfUser();
		}

		return self::Named($aFacts);
	}

	/**
	 * @return string shortened to the length that tawk.to accepts
	 */
	public static function Cut(string $sText): string
	{
		// Characters above U+FFFF count twice there.
		$iMost = preg_match('/[\x{10000}-\x{10FFFF}]/u', $sText) ? intdiv(self::LONGEST, 2) : self::LONGEST;

		return preg_match("/^.{0,$iMost}/us", $sText, $aStart) ? $aStart[0] : '';
	}

	private static function Language(): string
	{
		$aLanguages = Dict::GetLanguages();
		$sCode = Dict::GetUserLanguage();

		return isset($aLanguages[$sCode]['description']) ? $aLanguages[$sCode]['description'] : $sCode;
	}

	private static function AttributeOfPerson(array $aFact): ?string
	{
		foreach (isset($aFact['attributes']) ? $aFact['attributes'] : array() as $sAttCode) {
			if (MetaModel::IsValidAttCode('Person', $sAttCode)) {
				return $sAttCode;
			}
		}

		return null;
	}

	/**
	 * @return string the names of the configuration items that the user's contact is linked to
	 */
	private static function ItemsOfUser(): string
	{
		if (!MetaModel::IsValidClass('lnkContactToFunctionalCI') || !MetaModel::IsValidAttCode('lnkContactToFunctionalCI', 'functionalci_name')) {
			return '';
		}
		$oSearch = DBObjectSearch::FromOQL('SELECT lnkContactToFunctionalCI WHERE contact_id = :person', array('person' => (int)UserRights::GetContactId()));
		// Portal users may not read the links of their own contact.
		$oSearch->AllowAllData();
		$oSet = new DBObjectSet($oSearch, array('id' => true), array(), null, self::MOST_ITEMS);
		$aNames = array();
		while ($oLink = $oSet->Fetch()) {
			$aNames[] = trim((string)$oLink->Get('functionalci_name'));
		}

		return implode(', ', array_filter($aNames, 'strlen'));
	}

	private static function Person(array $aAttCodes): ?DBObject
	{
		$oSearch = DBObjectSearch::FromOQL('SELECT Person WHERE id = :person', array('person' => (int)UserRights::GetContactId()));
		// It is the user's own contact.
		$oSearch->AllowAllData();
		$oSet = new DBObjectSet($oSearch);
		$oSet->OptimizeColumnLoad(array($oSearch->GetClassAlias() => $aAttCodes));

		return $oSet->Fetch() ?: null;
	}

	/**
	 * @return string its name in tawk.to, which allows no underscores
	 */
	public static function Attribute(string $sFact): string
	{
		return str_replace('_', '-', $sFact);
	}

	/**
	 * Without empty values.
	 */
	private static function Named(array $aFacts): array
	{
		$aNamed = array();
		foreach (array_filter($aFacts, 'strlen') as $sFact => $sValue) {
			$aNamed[self::Attribute($sFact)] = self::Cut($sValue);
		}

		return array_filter($aNamed, 'strlen');
	}
}
