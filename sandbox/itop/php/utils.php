<?php

class utils
{
	public static function ReadParam($sName, $default = '', $bAllowCLI = false, $sSanitizationFilter = 'parameter')
	{
		StandIn::Enter(__METHOD__);

		return array_key_exists($sName, $_REQUEST) ? $_REQUEST[$sName] : $default;
	}

	public static function GetCurrentEnvironment()
	{
		StandIn::Enter(__METHOD__);

		return 'production';
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

	public static function GetAbsoluteUrlModulePage($sModule, $sPage, $aArguments = array())
	{
		StandIn::Enter(__METHOD__);
		$aArguments = array('exec_module' => $sModule, 'exec_page' => $sPage, 'exec_env' => 'production') + $aArguments;

		return StandIn::$aRequest['appRootUrl'].'pages/exec.php?'.http_build_query($aArguments);
	}

	public static function GetCompiledModuleVersion($sModule)
	{
		StandIn::Enter(__METHOD__);

		return SetupWebPage::$aModules[$sModule]['version'];
	}
}
