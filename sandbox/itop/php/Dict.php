<?php

/**
 * Dictionaries of the module, read as the version does: the root of the module, from 3.0 also its folder dictionaries/ (facts/itop.md §6).
 */
class Dict
{
	private static $aEntries = array();
	/** Of iTop's own dictionaries */
	private static $aOfItop = array(
		'Brick:Portal:NewRequest:Title' => 'New request',
		'Brick:Portal:OngoingRequests:Title' => 'Ongoing requests',
		'Class:UserRequest/Attribute:status/Value:new' => 'New',
		'Class:UserRequest/Attribute:status/Value:assigned' => 'Assigned',
		'Class:UserRequest/Attribute:status/Value:pending' => 'Pending',
		'Class:UserRequest/Attribute:status/Value:resolved' => 'Resolved',
		'Class:UserRequest/Attribute:status/Value:closed' => 'Closed',
	);

	public static function Add($sLanguage, $sEnglishName, $sLocalizedName, $aEntries)
	{
		self::$aEntries[$sLanguage] = $aEntries + (self::$aEntries[$sLanguage] ?? array());
	}

	public static function S($sCode, $sDefault = null, $bUserLanguageOnly = false)
	{
		StandIn::Enter(__METHOD__);
		if (self::$aEntries === array()) {
			self::Load();
		}
		foreach (array(self::GetUserLanguage(), 'EN US') as $sLanguage) {
			if (isset(self::$aEntries[$sLanguage][$sCode])) {
				return self::$aEntries[$sLanguage][$sCode];
			}
		}

		return self::$aOfItop[$sCode] ?? $sDefault ?? $sCode;
	}

	public static function Format($sFormatCode, ...$aArguments)
	{
		StandIn::Enter(__METHOD__);

		return vsprintf(self::S($sFormatCode), $aArguments);
	}

	public static function GetUserLanguage()
	{
		StandIn::Enter(__METHOD__);

		return StandIn::$aRequest['user']['fields']['language'] ?? 'EN US';
	}

	public static function GetLanguages()
	{
		StandIn::Enter(__METHOD__);

		return array('EN US' => array('description' => 'English', 'localized_description' => 'English'), 'DE DE' => array('description' => 'German', 'localized_description' => 'Deutsch'));
	}

	private static function Load(): void
	{
		$sModuleFolder = MODULESROOT.'combodo-tawk-integration';
		foreach (StandIn::$aRequest['dictionariesFolder'] ? array('', '/dictionaries') : array('') as $sFolder) {
			foreach (glob($sModuleFolder.$sFolder.'/*.dict.*.php') ?: array() as $sFile) {
				require $sFile;
			}
		}
	}
}
