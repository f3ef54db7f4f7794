<?php

class utils
{
	public static function ReadParam($sName, $default = '', $bAllowCLI = false, $sSanitizationFilter = 'parameter')
	{
		StandIn::Enter(__METHOD__);

		return array_key_exists($sName, $_REQUEST) ? $_REQUEST[$sName] : $default;
	}

	public static function ReadPostedParam($sName, $default = '', $sSanitizationFilter = 'parameter')
	{
		StandIn::Enter(__METHOD__);

		return array_key_exists($sName, $_POST) ? $_POST[$sName] : $default;
	}

	/** iTop keeps the ids of each user until they are used. */
	public static function GetNewTransactionId()
	{
		StandIn::Enter(__METHOD__);
		$sId = bin2hex(random_bytes(8));
		StandIn::$aTransactions[] = $sId;

		return $sId;
	}

	public static function IsTransactionValid($sId, $bRemoveTransaction = true)
	{
		StandIn::Enter(__METHOD__);
		$bIsValid = in_array($sId, StandIn::$aTransactions, true);
		StandIn::$aTransactions = array_values(array_diff(StandIn::$aTransactions, array($sId)));

		return $bIsValid;
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
