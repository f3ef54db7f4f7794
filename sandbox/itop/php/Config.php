<?php

class Config
{
	private $aModuleSettings = array();

	public function __construct()
	{
		// As iTop does it; eval() also spares us PHP's cache of compiled files.
		$sCode = preg_replace('/^\s*<\?php/', '', file_get_contents($this->GetLoadedFile()));
		$MyModuleSettings = array();
		eval($sCode);
		$this->aModuleSettings = $MyModuleSettings;
	}

	public function GetLoadedFile()
	{
		StandIn::Enter(__METHOD__);

		return APPROOT.'conf/production/config-itop.php';
	}

	/**
	 * The configuration file replaces the XML, null does not count as set (facts/itop.md §4).
	 */
	public function GetModuleSetting($sModule, $sProperty, $default = null)
	{
		StandIn::Enter(__METHOD__);
		if (isset($this->aModuleSettings[$sModule][$sProperty])) {
			return $this->aModuleSettings[$sModule][$sProperty];
		}
		$aXml = StandIn::$aRequest['moduleParameters'];

		return array_key_exists($sProperty, $aXml) ? $aXml[$sProperty] : $default;
	}

	/**
	 * Of the settings outside the modules, the only one that is asked for: the same whatever host a page is asked at.
	 */
	public function Get($sPropCode)
	{
		StandIn::Enter(__METHOD__);
		if ($sPropCode !== 'app_root_url') {
			throw new Exception("no stand-in of the setting $sPropCode");
		}

		return 'https://itop.example.com/';
	}

	/**
	 * In a real iTop: random, made by the setup, kept in the configuration file.
	 */
	public function GetEncryptionKey()
	{
		StandIn::Enter(__METHOD__);

		return 'the-encryption-key-of-the-sandbox';
	}
}
