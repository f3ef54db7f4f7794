<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Helper;

/**
 * One desk: where it is at its provider, when it is there, and for whom. What is null is no condition.
 */
class Desk
{
	/** @var int position in the setting "widgets", from 1 on; 0: the plain settings */
	public $iNumber = 0;
	/** @var string a key of SettingTable::TITLES */
	public $sProvider = SettingTable::DEFAULT_PROVIDER;
	/** @var string of tawk.to's: 24 hexadecimal digits */
	public $sPropertyId = '';
	/** @var string of tawk.to's */
	public $sWidgetId = '';
	/** @var string|null of tawk.to's, a secret; null: secure mode is off */
	public $sApiKey;
	/** @var string root of Live Helper Chat's server, without a slash at its end */
	public $sUrl = '';
	/** @var string|null number of a department of Live Helper Chat's; null: its own choice */
	public $sDepartment;
	/** @var string|null for Live Helper Chat, a secret; null: nobody is proved */
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
	 * @return string the same for all desks at which a browser is the same visitor: tawk.to's property, or the server
	 */
	public function Visitors(): string
	{
		return $this->IsOfTawk() ? $this->sPropertyId : $this->sUrl;
	}

	/**
	 * @return string[] two: as what the bridge may have chats of this desk in iTop. One that fetches all chats of a server
	 *     has another id for it than one that fetches those of a department.
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
