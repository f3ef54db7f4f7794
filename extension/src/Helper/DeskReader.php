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
	/** @var Desk the values that an entry does not give */
	private $oPlain;

	public function __construct(Desk $oPlain)
	{
		$this->oPlain = $oPlain;
	}

	/**
	 * @param mixed $value of the setting
	 * @param string[] $aWarnings a sentence is added for each entry that is left out
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
		if (count($value) > SettingTable::MAX_DESKS) {
			$aWarnings[] = 'setting "widgets": expected '.SettingTable::MAX_DESKS.' entries at most; the others are left out.';
		}
		$aDesks = array();
		foreach (array_slice(array_values($value), 0, SettingTable::MAX_DESKS) as $iIndex => $entry) {
			$iNumber = $iIndex + 1;
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
		$oParts = new PartReader($entry, SettingTable::DESK);
		$aGiven = array_filter(SettingTable::GIVEN, function (string $sName) use ($oParts) {
			return $oParts->Get($sName) !== null;
		});
		if ($aGiven === array()) {
			throw new SettingError('expected at least one of "'.implode('", "', SettingTable::GIVEN).'"');
		}
		$oDesk = new Desk();
		$oDesk->sProvider = strtolower($oParts->Get('provider') ?: $this->oPlain->sProvider);
		foreach (SettingTable::DESK as $sName => $aRow) {
			if (isset($aRow['of']) && $aRow['of'] !== $oDesk->sProvider && $oParts->Get($sName) !== null) {
				throw new SettingError("expected nothing as \"$sName\", which is for \"provider\" => \"{$aRow['of']}\"");
			}
		}
		if ($oDesk->IsOfTawk()) {
			$this->ReadProperty($oParts, $oDesk);
		} else {
			$this->ReadServer($oParts, $oDesk);
		}
		try {
			$oDesk->oHours = ($oParts->Get('hours') === null) ? $this->oPlain->oHours : HoursReader::Read($oParts->Get('hours'));
		} catch (SettingError $oException) {
			throw new SettingError('"hours": '.$oException->getMessage());
		}
		$oDesk->bPassesOn = ($oParts->Get('when_closed') === 'next');
		$oDesk->aPortals = $oParts->Get('portals');
		$oDesk->aProfiles = $oParts->Get('profiles');
		$oDesk->aLanguages = $oParts->Get('languages');
		$oDesk->aOrganizations = $oParts->Get('organizations');
		$oDesk->bWithChildren = ($oParts->Get('with_children') === 'true');
		$oDesk->sScope = $oParts->Get('scope');

		return $oDesk;
	}

	private function ReadProperty(PartReader $oParts, Desk $oDesk): void
	{
		$sPropertyId = $oParts->Get('property_id') ?: $this->oPlain->sPropertyId;
		$sWidgetId = $oParts->Get('widget_id');
		if (!$this->oPlain->IsOfTawk() && $sPropertyId === '') {
			throw new SettingError('expected a "property_id"');
		}
		if (!$this->oPlain->IsOfTawk() && $sWidgetId === null && $this->oPlain->sWidgetId === '') {
			throw new SettingError('expected a "widget_id" of its property');
		}
		$bIsOwn = ($sPropertyId !== $this->oPlain->sPropertyId);
		if ($bIsOwn && $sWidgetId === null) {
			throw new SettingError('expected a "widget_id" of its property');
		}
		$oDesk->sPropertyId = $sPropertyId;
		$oDesk->sWidgetId = ($sWidgetId === null) ? $this->oPlain->sWidgetId : $sWidgetId;
		if ($oParts->Get('api_key') !== null) {
			$oDesk->sApiKey = $oParts->Text('api_key');
		} elseif (!$bIsOwn) {
			// The key belongs to the property: it would prove nothing at another one.
			$oDesk->sApiKey = $this->oPlain->sApiKey;
		}
	}

	private function ReadServer(PartReader $oParts, Desk $oDesk): void
	{
		$oDesk->sUrl = Settings::Root($oParts->Get('livehelperchat_url') ?: $this->oPlain->sUrl);
		if ($oDesk->sUrl === '') {
			throw new SettingError('expected a "livehelperchat_url"');
		}
		// Department and secret belong to one server.
		$bIsOwn = ($oDesk->sUrl !== $this->oPlain->sUrl);
		if ($oParts->Get('livehelperchat_department') !== null) {
			$oDesk->sDepartment = $oParts->Text('livehelperchat_department');
		} elseif (!$bIsOwn) {
			$oDesk->sDepartment = $this->oPlain->sDepartment;
		}
		if ($oParts->Get('livehelperchat_secret') !== null) {
			$oDesk->sSecret = $oParts->Text('livehelperchat_secret');
		} elseif (!$bIsOwn) {
			$oDesk->sSecret = $this->oPlain->sSecret;
		}
	}
}
