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

	public static function GetModuleSetting($sModule, $sProperty, $default = null)
	{
		StandIn::Enter(__METHOD__);

		return self::GetConfig()->GetModuleSetting($sModule, $sProperty, $default);
	}

	/** Attributes by class, beside those of users */
	const ATTRIBUTES = array(
		'Organization' => array('name', 'parent_id', 'friendlyname'),
		'Person' => array('first_name', 'name', 'email', 'org_id', 'phone', 'location_name', 'manager_name', 'function', 'friendlyname', 'anonymized'),
		'Ticket' => array('ref', 'title', 'org_id', 'caller_id', 'last_update', 'operational_status'),
		'UserRequest' => array('ref', 'title', 'org_id', 'caller_id', 'last_update', 'operational_status', 'status', 'public_log', 'friendlyname'),
		'CoverageWindow' => array('name'),
		'CoverageWindowInterval' => array('coverage_window_id', 'weekday', 'start_time', 'end_time'),
		'HolidayCalendar' => array('name'),
		'Holiday' => array('date', 'calendar_id'),
		'lnkContactToFunctionalCI' => array('contact_id', 'functionalci_name'),
		'FAQ' => array('title', 'summary', 'description', 'key_words'),
		'TawkChat' => array('tawkto_id', 'property_id', 'status', 'started_at', 'first_answer_at', 'caller_id'),
		'TawkChatTopic' => array('email', 'person_id', 'item_class', 'item_id', 'chosen_at'),
	);

	public static function IsValidClass($sClass)
	{
		StandIn::Enter(__METHOD__);

		return isset(self::ATTRIBUTES[$sClass]) && !in_array($sClass, StandIn::$aRequest['absentClasses'], true);
	}

	public static function IsParentClass($sParentClass, $sChildClass)
	{
		StandIn::Enter(__METHOD__);

		return is_a($sChildClass, $sParentClass, true);
	}

	public static function IsValidAttCode($sClass, $sAttCode)
	{
		StandIn::Enter(__METHOD__);
		if (is_a($sClass, 'User', true)) {
			return array_key_exists($sAttCode, StandIn::$aRequest['user']['fields']);
		}

		return in_array($sAttCode, self::ATTRIBUTES[$sClass], true);
	}

	public static function GetStateAttributeCode($sClass)
	{
		StandIn::Enter(__METHOD__);

		return ($sClass === 'UserRequest') ? 'status' : '';
	}

	public static function GetAttributeDef($sClass, $sAttCode)
	{
		StandIn::Enter(__METHOD__);

		return new AttributeCaseLog($sAttCode);
	}

	public static function GetAttributeOrigin($sClass, $sAttCode)
	{
		StandIn::Enter(__METHOD__);

		return $sClass;
	}

	public static function DBGetTable($sClass, $sAttCode = null)
	{
		StandIn::Enter(__METHOD__);

		return 'ticket_request';
	}

	public static function DBGetKey($sClass)
	{
		StandIn::Enter(__METHOD__);

		return 'id';
	}

	public static function NewObject($sClass)
	{
		StandIn::Enter(__METHOD__);

		return new $sClass();
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
