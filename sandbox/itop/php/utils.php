<?php

class utils
{
	public static function ReadParam($sName, $defaultValue = '')
	{
		StandIn::Enter(__METHOD__);
		$aParams = StandIn::$aRequest['params'];

		return array_key_exists($sName, $aParams) ? $aParams[$sName] : $defaultValue;
	}

	public static function GetCachePath()
	{
		StandIn::Enter(__METHOD__);

		return APPROOT.'data/cache-production/';
	}

	public static function GetAbsoluteUrlAppRoot()
	{
		StandIn::Enter(__METHOD__);

		return StandIn::$aRequest['appRootUrl'];
	}

	public static function GetAbsoluteUrlModulesRoot()
	{
		StandIn::Enter(__METHOD__);

		return StandIn::$aRequest['appRootUrl'].'env-production/';
	}

	public static function GetCompiledModuleVersion($sModule)
	{
		StandIn::Enter(__METHOD__);

		return SetupWebPage::$aModules[$sModule]['version'];
	}
}
