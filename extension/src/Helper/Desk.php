<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Helper;

/**
 * One desk: its provider and its address there, its hours, and its users. A property that is null is no condition.
 */
class Desk
{
	/** @var int position in the setting "widgets", from 1 on; 0: the plain settings */
	public $iNumber = 0;
	/** @var string a key of SettingTable::TITLES */
	public $sProvider = SettingTable::DEFAULT_PROVIDER;
	/** @var string tawk.to's property: 24 hexadecimal digits */
	public $sPropertyId = '';
	/** @var string tawk.to's widget */
	public $sWidgetId = '';
	/** @var string|null tawk.to's API key, a secret; null: secure mode is off */
	public $sApiKey;
	/** @var string root of the Live Helper Chat server, without a slash at the end */
	public $sUrl = '';
	/** @var string|null number of a department of Live Helper Chat; null: the server chooses */
	public $sDepartment;
	/** @var string|null the secret that signs proofs for Live Helper Chat; null: no user gets a proof */
	public $sSecret;
	/** @var Hours|null null: always */
	public $oHours;
	/** @var bool outside its hours the next matching desk is used */
	public $bPassesOn = false;

	/** @var string[]|null ids of portals; 'backoffice' is the console */
	public $aPortals;
	/** @var string[]|null names of profiles */
	public $aProfiles;
	/** @var string[]|null such as 'FR FR', or 'FR' for each language that begins with it */
	public $aLanguages;
	/** @var string[]|null names or ids */
	public $aOrganizations;
	/** @var bool also the organizations below them */
	public $bWithChildren = false;
	/** @var string|null an OQL query, which must find at least one object */
	public $sScope;

	public function IsOfTawk(): bool
	{
		return $this->sProvider === SettingTable::DEFAULT_PROVIDER;
	}

	/**
	 * @return string tawk.to's property, or the server: desks with the same value share one visitor in a browser
	 */
	public function Visitors(): string
	{
		return $this->IsOfTawk() ? $this->sPropertyId : $this->sUrl;
	}

	/**
	 * @return string[] the two ids that this desk's chats may have in iTop: a bridge that fetches all chats of a server uses
	 *     another id than one that fetches those of a department
	 */
	public function PropertyIds(): array
	{
		return $this->IsOfTawk()
			? array($this->sPropertyId, $this->sPropertyId)
			: array($this->ServerId((string)$this->sDepartment), $this->ServerId(''));
	}

	private function ServerId(string $sDepartment): string
	{
		return substr(hash('sha256', sprintf(SettingTable::SERVER_NAME, $this->sUrl, $sDepartment)), 0, 24);
	}
}
