<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Helper;

require_once __DIR__.'/DeskReader.php';
require_once __DIR__.'/HoursReader.php';
require_once __DIR__.'/SettingReader.php';

/**
 * The module's settings, checked. Their defaults stand in the XML; those repeated here serve where a delta deleted one.
 */
class Settings
{
	const MODULE = 'combodo-tawk-integration';
	/** What can be in "share" */
	const SHARED = array('name', 'email', 'organization', 'language', 'portal', 'location', 'phone', 'manager', 'person_link', 'open_requests', 'page', 'request_title');
	// Formats: the checks of tawk.to's own plugins (WordPress, PrestaShop, Drupal…).
	const PROPERTY_ID = '/^[0-9a-f]{24}$/iD';
	const WIDGET_ID = '/^[a-z0-9]{1,50}$/iD';

	/** @var Desk of those whom none of the others is for; its ids are '' where they are wrong */
	public $oPlainDesk;
	/** @var Desk[] the first whose conditions hold is the user's */
	public $aDesks;
	/** @var string[] portal ids; 'backoffice' is the console */
	public $aEnabledPortals;
	/** @var string[] names of profiles; empty: every user */
	public $aAllowedProfiles;
	/** @var string without a slash at its end; '' when wrong */
	public $sEmbedBaseUrl;
	/** @var string 'immediate', 'idle' or 'click' */
	public $sLoad;
	/** @var string 'none' or 'ask' */
	public $sConsent;
	/** @var string where the operator says how data are handled; '' for nowhere */
	public $sConsentUrl;
	/** @var string 'auto', 'always' or 'never' */
	public $sPanel;
	/** @var string[] classes of tickets that a chat can be about; this iTop need not have them */
	public $aTicketClasses;
	/** @var string[] what tawk.to may be told: of SHARED */
	public $aShare;
	/** @var string #rrggbb */
	public $sLauncherColor;
	/** @var string 'bottom-right' and so on */
	public $sLauncherPosition;
	/** @var int */
	public $iLauncherZIndex;

	/** @var string[] with any of them there is no chat */
	public $aErrors;
	/** @var string[] */
	public $aWarnings;

	public function __construct()
	{
		$oReader = new SettingReader(self::MODULE);

		$sPropertyId = 'property_id';
		if ($oReader->IsUnset('property_id') && !$oReader->IsUnset('site_id')) {
			$sPropertyId = 'site_id';
			$oReader->aWarnings[] = 'setting "site_id" is deprecated: rename it to "property_id".';
		}
		$this->oPlainDesk = new Desk();
		$this->oPlainDesk->sPropertyId = $oReader->Required($sPropertyId, self::PROPERTY_ID, '24 hexadecimal digits, the property id that tawk.to shows');
		$this->oPlainDesk->sWidgetId = $oReader->Required('widget_id', self::WIDGET_ID, '1 to 50 letters and digits, the widget id that tawk.to shows');
		$this->oPlainDesk->sApiKey = $this->ReadApiKey($oReader);
		$this->oPlainDesk->oHours = $this->ReadHours($oReader);
		$this->aDesks = (new DeskReader($this->oPlainDesk))->Read($oReader->Read('widgets'), $oReader->aWarnings);
		$this->aEnabledPortals = $oReader->NameList('enabled_portals', array('itop-portal'));
		$this->aAllowedProfiles = $oReader->NameList('allowed_profiles', array());
		$this->sEmbedBaseUrl = $this->ReadEmbedBaseUrl($oReader);
		$this->sLoad = $oReader->Optional('load', '/^(immediate|idle|click)$/D', '"immediate", "idle" or "click"', 'idle');
		$this->sConsent = $oReader->Optional('consent', '/^(none|ask)$/D', '"none" or "ask"', 'none', 'ask');
		$this->sConsentUrl = $oReader->Optional('consent_url', '~^(https?://[^\s"<>@/?#\\\\]+([/?#][^\s"<>]*)?|/[^\s"<>/][^\s"<>]*)$~iD', 'an http(s) address without user name, or a path of this host', '');
		$this->sPanel = $oReader->Optional('panel', '/^(auto|always|never)$/D', '"auto", "always" or "never"', 'auto');
		$this->aTicketClasses = $oReader->NameList('ticket_classes', array('UserRequest', 'Incident'));
		$this->aShare = $this->ReadShare($oReader);
		$this->sLauncherColor = $oReader->Optional('launcher_color', '/^#[0-9a-f]{6}$/iD', 'a colour such as #0b7a3e', '#0b7a3e');
		$this->sLauncherPosition = $oReader->Optional('launcher_position', '/^(bottom|top)-(right|left)$/D', '"bottom-right", "bottom-left", "top-right" or "top-left"', 'bottom-right');
		$this->iLauncherZIndex = (int)$oReader->Optional('launcher_z_index', '/^[0-9]{1,9}$/D', 'a whole number of up to 9 digits', '1000000');

		$this->aErrors = $oReader->aErrors;
		$this->aWarnings = $oReader->aWarnings;
	}

	/**
	 * @param int $iNumber place in "widgets"; any other than those that are there is the plain settings' desk
	 */
	public function Desk(int $iNumber): Desk
	{
		foreach ($this->aDesks as $oDesk) {
			if ($oDesk->iNumber === $iNumber) {
				return $oDesk;
			}
		}

		return $this->oPlainDesk;
	}

	private function ReadHours(SettingReader $oReader): ?Hours
	{
		try {
			return HoursReader::Read($oReader->Read('hours'));
		} catch (SettingError $oError) {
			$oReader->aWarnings[] = 'setting "hours": '.$oError->getMessage().'; the desk counts as always there.';

			return null;
		}
	}

	private function ReadApiKey(SettingReader $oReader): ?string
	{
		if ($oReader->IsUnset('api_key')) {
			return null;
		}

		return $oReader->Required('api_key', '/^\S+$/D', 'the JavaScript API key that tawk.to shows, or nothing where secure mode is off');
	}

	private function ReadShare(SettingReader $oReader): array
	{
		$aShare = $oReader->NameList('share', array('name', 'email', 'organization', 'language'));
		$iUnknown = count(array_diff($aShare, self::SHARED));
		if ($iUnknown > 0) {
			$oReader->aWarnings[] = 'setting "share": expected a list of "'.implode('", "', self::SHARED)."\"; $iUnknown of its entries are none of them, and nothing is sent for them.";
		}

		return array_values(array_intersect(self::SHARED, $aShare));
	}

	private function ReadEmbedBaseUrl(SettingReader $oReader): string
	{
		if ($oReader->IsUnset('embed_base_url')) {
			return 'https://embed.tawk.to';
		}

		return rtrim($oReader->Required('embed_base_url', '~^https?://[a-z0-9.:\[\]-]+(/[a-z0-9._/%\~-]*)?$~iD', 'an http(s) address without query and user name'), '/');
	}
}
