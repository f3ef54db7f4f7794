<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Helper;

require_once __DIR__.'/Desk.php';
require_once __DIR__.'/HoursReader.php';
require_once __DIR__.'/SettingError.php';

/**
 * Reads the entries of the setting "widgets".
 */
class DeskReader
{
	const KEYS = array('name', 'property_id', 'widget_id', 'api_key', 'hours', 'when_closed', 'portals', 'profiles', 'languages', 'organizations', 'with_children', 'scope');
	/** What an entry without any of these would change nothing */
	const GIVEN = array('property_id', 'widget_id', 'hours');
	/** Entries: more is no setting */
	const MOST = 50;
	const LONGEST_SCOPE = 5000;

	/** @var Desk what is not said in an entry */
	private $oPlain;

	public function __construct(Desk $oPlain)
	{
		$this->oPlain = $oPlain;
	}

	/**
	 * @param mixed $value of the setting
	 * @param string[] $aWarnings gets a sentence for each entry that is left out
	 *
	 * @return Desk[] in their order
	 */
	public function Read($value, array &$aWarnings): array
	{
		if ($value === null || $value === '') {
			return array();
		}
		if (!is_array($value)) {
			$aWarnings[] = 'setting "widgets": expected a list of desks; it is left out.';

			return array();
		}
		$aDesks = array();
		foreach (array_values($value) as $i => $entry) {
			$iNumber = $i + 1;
			if ($iNumber > self::MOST) {
				$aWarnings[] = 'setting "widgets": expected '.self::MOST.' entries at most; the others are left out.';
				break;
			}
			try {
				$oDesk = $this->Entry($entry);
				$oDesk->iNumber = $iNumber;
				$aDesks[] = $oDesk;
			} catch (SettingError $oError) {
				$aWarnings[] = "setting \"widgets\", entry $iNumber: ".$oError->getMessage().'; the entry is left out.';
			}
		}

		return $aDesks;
	}

	/**
	 * @param mixed $entry
	 *
	 * @throws SettingError
	 */
	private function Entry($entry): Desk
	{
		// A misspelt condition would let everybody.
		if (!is_array($entry) || array_diff(array_keys($entry), self::KEYS) !== array()) {
			throw new SettingError('expected an entry with the keys "'.implode('", "', self::KEYS).'" and no others');
		}
		$aEntry = array_filter($entry, function ($part) {
			return $part !== null;
		});
		if (array_intersect(array_keys($aEntry), self::GIVEN) === array()) {
			throw new SettingError('expected at least one of "'.implode('", "', self::GIVEN).'"');
		}
		$oDesk = new Desk();
		$this->ReadWhere($aEntry, $oDesk);
		try {
			$oDesk->oHours = isset($aEntry['hours']) ? HoursReader::Read($aEntry['hours']) : $this->oPlain->oHours;
		} catch (SettingError $oError) {
			throw new SettingError('"hours": '.$oError->getMessage());
		}
		$oDesk->bPassesOn = self::Word($aEntry, 'when_closed', array('wait', 'next')) === 'next';
		$oDesk->aPortals = self::Names($aEntry, 'portals');
		$oDesk->aProfiles = self::Names($aEntry, 'profiles');
		$oDesk->aLanguages = self::Names($aEntry, 'languages');
		$oDesk->aOrganizations = self::Names($aEntry, 'organizations');
		$oDesk->bWithChildren = self::Word($aEntry, 'with_children', array('false', 'true')) === 'true';
		$oDesk->sScope = self::Text($aEntry, 'scope', '/^\s*SELECT\s.{1,'.self::LONGEST_SCOPE.'}$/isD', 'an OQL that begins with SELECT');

		return $oDesk;
	}

	private function ReadWhere(array $aEntry, Desk $oDesk): void
	{
		$sPropertyId = self::Text($aEntry, 'property_id', Settings::PROPERTY_ID, '24 hexadecimal digits');
		$sWidgetId = self::Text($aEntry, 'widget_id', Settings::WIDGET_ID, '1 to 50 letters and digits');
		$bIsOwn = ($sPropertyId !== null && $sPropertyId !== $this->oPlain->sPropertyId);
		if ($bIsOwn && $sWidgetId === null) {
			throw new SettingError('expected a "widget_id" of its property');
		}
		$oDesk->sPropertyId = ($sPropertyId === null) ? $this->oPlain->sPropertyId : $sPropertyId;
		$oDesk->sWidgetId = ($sWidgetId === null) ? $this->oPlain->sWidgetId : $sWidgetId;
		if (isset($aEntry['api_key']) && !(is_string($aEntry['api_key']) && SettingReader::IsPlaceholder(trim($aEntry['api_key'])))) {
			$sKey = is_string($aEntry['api_key']) ? trim($aEntry['api_key']) : null;
			if ($sKey === null || !preg_match('/^\S*$/D', $sKey)) {
				throw new SettingError('expected as "api_key" the JavaScript API key of its property, or nothing where secure mode is off');
			}
			$oDesk->sApiKey = ($sKey === '') ? null : $sKey;
		} else {
			// The key is the property's: that of another one would vouch for nobody.
			$oDesk->sApiKey = $bIsOwn ? null : $this->oPlain->sApiKey;
		}
	}

	/**
	 * @return string|null null where it is not there
	 */
	private static function Text(array $aEntry, string $sKey, string $sPattern, string $sExpected): ?string
	{
		if (!isset($aEntry[$sKey])) {
			return null;
		}
		$value = is_string($aEntry[$sKey]) ? trim($aEntry[$sKey]) : '';
		if (!preg_match($sPattern, $value) || SettingReader::IsPlaceholder($value)) {
			throw new SettingError("expected as \"$sKey\" $sExpected");
		}

		return $value;
	}

	/**
	 * @param string[] $aWords the first one is what counts without it
	 */
	private static function Word(array $aEntry, string $sKey, array $aWords): string
	{
		if (!isset($aEntry[$sKey])) {
			return $aWords[0];
		}
		$value = is_bool($aEntry[$sKey]) ? ($aEntry[$sKey] ? 'true' : 'false') : $aEntry[$sKey];
		if (!in_array($value, $aWords, true)) {
			throw new SettingError("expected as \"$sKey\" \"".implode('" or "', $aWords).'"');
		}

		return $value;
	}

	/**
	 * @return string[]|null null where it is not there
	 */
	private static function Names(array $aEntry, string $sKey): ?array
	{
		if (!isset($aEntry[$sKey])) {
			return null;
		}
		$aNames = is_array($aEntry[$sKey]) ? array_values($aEntry[$sKey]) : array($aEntry[$sKey]);
		foreach ($aNames as $name) {
			$bIsId = ($sKey === 'organizations' && is_int($name));
			if (!$bIsId && (!is_string($name) || trim($name) === '')) {
				$aNames = array();
				break;
			}
		}
		if ($aNames === array()) {
			throw new SettingError("expected as \"$sKey\" a list of names without an empty one");
		}

		return array_map('trim', array_map('strval', $aNames));
	}
}
