<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Helper;

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
			} catch (SettingError $oException) {
				$aWarnings[] = "setting \"widgets\", entry $iNumber: ".$oException->getMessage().'; the entry is left out.';
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
		if (!is_array($entry)) {
			throw new SettingError('expected an entry with keys such as "property_id" and "languages"');
		}
		$oParts = new PartReader($entry, self::KEYS);
		if (array_filter(self::GIVEN, array($oParts, 'Has')) === array()) {
			throw new SettingError('expected at least one of "'.implode('", "', self::GIVEN).'"');
		}
		$oDesk = new Desk();
		$this->ReadWhere($oParts, $oDesk);
		try {
			$oDesk->oHours = $oParts->Has('hours') ? HoursReader::Read($oParts->Get('hours')) : $this->oPlain->oHours;
		} catch (SettingError $oException) {
			throw new SettingError('"hours": '.$oException->getMessage());
		}
		$oDesk->bPassesOn = ($oParts->Word('when_closed', array('wait', 'next')) === 'next');
		$oDesk->aPortals = $oParts->Names('portals');
		$oDesk->aProfiles = $oParts->Names('profiles');
		$oDesk->aLanguages = $oParts->Names('languages');
		$oDesk->aOrganizations = $oParts->Names('organizations', true);
		$oDesk->bWithChildren = ($oParts->Word('with_children', array('false', 'true')) === 'true');
		$oDesk->sScope = $oParts->Text('scope', '/^SELECT .{1,'.self::LONGEST_SCOPE.'}$/sD', 'an OQL that begins with SELECT');

		return $oDesk;
	}

	private function ReadWhere(PartReader $oParts, Desk $oDesk): void
	{
		$sPropertyId = $oParts->Setting('property_id');
		$sWidgetId = $oParts->Setting('widget_id');
		$bIsOwn = ($sPropertyId !== null && $sPropertyId !== $this->oPlain->sPropertyId);
		if ($bIsOwn && $sWidgetId === null) {
			throw new SettingError('expected a "widget_id" of its property');
		}
		$oDesk->sPropertyId = ($sPropertyId === null) ? $this->oPlain->sPropertyId : $sPropertyId;
		$oDesk->sWidgetId = ($sWidgetId === null) ? $this->oPlain->sWidgetId : $sWidgetId;
		if (!$oParts->Has('api_key') || SettingReader::IsPlaceholder($oParts->Get('api_key'))) {
			// The key is the property's: that of another one would vouch for nobody.
			$oDesk->sApiKey = $bIsOwn ? null : $this->oPlain->sApiKey;
		} elseif ($oParts->Get('api_key') !== '') {
			$oDesk->sApiKey = $oParts->Setting('api_key');
		}
	}
}
