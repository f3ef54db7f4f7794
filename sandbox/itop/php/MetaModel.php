<?php

class MetaModel
{
	private static $oConfig;

	public static function GetConfig()
	{
		StandIn::Enter(__METHOD__);
		if (self::$oConfig === null) {
			self::$oConfig = new Config();
		}

		return self::$oConfig;
	}

	public static function GetModuleSetting($sModule, $sProperty, $defaultValue = null)
	{
		StandIn::Enter(__METHOD__);

		return self::GetConfig()->GetModuleSetting($sModule, $sProperty, $defaultValue);
	}

	public static function IsValidAttCode($sClass, $sAttCode)
	{
		StandIn::Enter(__METHOD__);

		return is_a($sClass, 'User', true) && array_key_exists($sAttCode, StandIn::$aRequest['user']['fields']);
	}

	/**
	 * Every version looks for hooks among the declared classes; a class that could be autoloaded is not found (facts/itop.md §2).
	 */
	public static function EnumPlugins($sInterface)
	{
		$aPlugins = array();
		foreach (get_declared_classes() as $sClass) {
			$oClass = new ReflectionClass($sClass);
			if ($oClass->isInstantiable() && interface_exists($sInterface) && $oClass->implementsInterface($sInterface)) {
				$aPlugins[] = new $sClass();
			}
		}

		return $aPlugins;
	}
}
