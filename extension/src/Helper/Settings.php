<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Helper;

/**
 * The module's settings, checked. Their defaults are in the XML; if a delta deleted one, the value of SettingTable counts.
 */
class Settings
{
	const MODULE = 'combodo-tawk-integration';

	/** @var Desk for users whom no other desk matches; its ids are '' if they are wrong */
	public $oPlainDesk;
	/** @var Desk[] the user gets the first one whose conditions are met */
	public $aDesks;

	/** @var string[] if there is any, there is no chat */
	public $aErrors;
	/** @var string[] */
	public $aWarnings;

	/** @var array by name */
	private $aValues = array();

	public function __construct()
	{
		$oReader = new SettingReader(self::MODULE);
		// With a wrong provider there is no chat, so the other settings do not matter.
		$sProvider = strtolower($oReader->Value('provider')) ?: SettingTable::DEFAULT_PROVIDER;
		foreach (array_diff_key(SettingTable::SETTINGS, array('provider' => '')) as $sName => $aRow) {
			$bIsOfOther = (isset($aRow['of']) && $aRow['of'] !== $sProvider);
			$this->aValues[$sName] = $bIsOfOther ? $oReader->ValueOfOther($sName) : $oReader->Value($sName);
		}
		$this->oPlainDesk = new Desk();
		$this->oPlainDesk->sProvider = $sProvider;
		$this->oPlainDesk->sPropertyId = $this->Get('property_id');
		$this->oPlainDesk->sWidgetId = $this->Get('widget_id');
		$this->oPlainDesk->sApiKey = $this->Get('api_key');
		$this->oPlainDesk->sUrl = self::Root($this->Get('livehelperchat_url'));
		$this->oPlainDesk->sDepartment = $this->Get('livehelperchat_department');
		$this->oPlainDesk->sSecret = $this->Get('livehelperchat_secret');
		$this->oPlainDesk->oHours = self::Hours($this->Get('hours'), $oReader);
		$this->aDesks = (new DeskReader($this->oPlainDesk))->Read($this->Get('widgets'), $oReader->aWarnings);

		$this->aErrors = $oReader->aErrors;
		$this->aWarnings = $oReader->aWarnings;
	}

	/**
	 * @return string|string[]|null the value if it is valid, otherwise its replacement (SettingReader::Value)
	 */
	public function Get(string $sName)
	{
		return $this->aValues[$sName];
	}

	/**
	 * @param string $sFact of the setting "share"
	 */
	public function Shares(string $sFact): bool
	{
		return in_array($sFact, $this->Get('share'), true);
	}

	/**
	 * @param int $iNumber position in "widgets"; any other number gives the desk of the plain settings
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

	/**
	 * @return string the same text for every way to write the address of a server
	 */
	public static function Root(string $sUrl): string
	{
		preg_match('~^(https?://[^/]*)?(.*)$~is', rtrim($sUrl, '/'), $aParts);

		// The same form as in browsers and in the bridge.
		return preg_replace('~^(http:.*):80$|^(https:.*):443$~', '$1$2', strtolower($aParts[1])).$aParts[2];
	}

	/**
	 * @param mixed $value of the setting
	 */
	private static function Hours($value, SettingReader $oReader): ?Hours
	{
		try {
			return HoursReader::Read($value);
		} catch (SettingError $oException) {
			$oReader->aWarnings[] = 'setting "hours": '.$oException->getMessage().'; the desk counts as always open.';

			return null;
		}
	}
}
